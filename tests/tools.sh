#!/usr/bin/env bash
# Installs what the tests need and the machine lacks, and says so.
set -euo pipefail
cd "$(dirname "$0")"

lacking=()
[ -x /usr/bin/chromium ] || command -v chromium >/dev/null || lacking+=(chromium)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || lacking+=(postgresql)
python3 -c 'import venv, ensurepip' 2>/dev/null || lacking+=(python3-venv)
command -v node >/dev/null || lacking+=(nodejs)
command -v npm >/dev/null || lacking+=(npm)

if [ "${#lacking[@]}" -gt 0 ]; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "The tests need: ${lacking[*]}. Install them (Debian: sudo apt-get install ${lacking[*]}), then try again." >&2
        exit 1
    fi
    echo "Installing Debian packages: ${lacking[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${lacking[@]}" >/dev/null
fi

if ! cmp -s browser/package-lock.json browser/node_modules/.installed; then
    echo "Installing npm packages of the browser tests"
    (cd browser && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    cp browser/package-lock.json browser/node_modules/.installed
fi

./python.sh
