# shellcheck shell=bash
# What backup and restore share: the containers of `make up`. $root is the repository.
here=${root:?}/compose
export secrets=$here/secrets

# die CODE MESSAGE
die() {
  echo "$2" >&2
  exit "$1"
}

compose() {
  "$here/bin/compose" "$@"
}

# Whether a service of the file has a container that runs.
runs() {
  local running
  running=$(compose ps --services --status=running </dev/null) || return 1
  grep -qx "$1" <<<"$running"
}

# setting NAME DEFAULT: as Compose sees it, from the environment, else from .env.
setting() {
  local kept=''
  if [ -f "$here/.env" ]; then
    kept=$(sed -n "s/^$1=//p" "$here/.env" | tail -n 1)
  fi
  local set=${!1:-$kept}
  echo "${set:-$2}"
}

# A question to ClickHouse; its password is in no command line. Standard input, if any, goes with it.
clickhouse() {
  CLICKHOUSE_PASSWORD=$(cat "$secrets/clickhouse_password") \
    compose exec -T -e CLICKHOUSE_PASSWORD clickhouse clickhouse-client --user twite --query "$1"
}
