#!/usr/bin/env bash
# Runs a command with TEST_DATABASE_URL naming a PostgreSQL made for the occasion; nothing of it stays.
set -euo pipefail

if [ -n "${TEST_DATABASE_URL:-}" ]; then
    exec "$@"
fi

bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -1 || true)
bin=${bin:-$(dirname "$(readlink -f "$(command -v initdb)")")}
folder=$(mktemp -d /tmp/minilabs-postgres.XXXXXX)
port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')

# PostgreSQL refuses to run as root.
as=()
if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$folder"
    as=(runuser -u postgres --)
fi
in_folder() { (cd "$folder" && "${as[@]}" "$@"); }

stop() {
    in_folder "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT

in_folder "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
in_folder "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w start -o \
    "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='$folder' -c fsync=off \
     -c synchronous_commit=off -c full_page_writes=off -c max_connections=300" >/dev/null ||
    { cat "$folder/log" >&2; exit 1; }

TEST_DATABASE_URL="postgres://postgres@127.0.0.1:$port/postgres" "$@"
