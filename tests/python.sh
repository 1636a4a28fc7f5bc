#!/usr/bin/env bash
# Makes tests/.venv with the Python packages of requirements.txt, unless they are there.
set -euo pipefail
cd "$(dirname "$0")"

# One at a time.
exec 9<requirements.txt
flock 9

if ! cmp -s requirements.txt .venv/.installed; then
    echo "Installing Python packages of the tests"
    python3 -m venv --clear .venv
    .venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
    cp requirements.txt .venv/.installed
fi
