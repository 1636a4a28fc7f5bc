#!/usr/bin/env bash
# Has a validator of its own read the API's document.
set -euo pipefail
cd "$(dirname "$0")/.."

tests/python.sh
tests/.venv/bin/openapi-spec-validator docs/openapi.json
