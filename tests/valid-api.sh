#!/usr/bin/env bash
# Has a validator of its own read the API's document.
set -euo pipefail
cd "$(dirname "$0")/.."

venv=target/api-validator
if ! [ -x "$venv/bin/openapi-spec-validator" ]; then
    echo "Installing the Python package openapi-spec-validator into $venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check "openapi-spec-validator==0.9.0"
fi
"$venv/bin/openapi-spec-validator" docs/openapi.json
