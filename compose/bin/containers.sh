# shellcheck shell=bash
# What backup and restore share: the containers of docker-compose.yml. $root is the repository.
file=${TWITE_COMPOSE:-$root/compose/docker-compose.yml}
export secrets
secrets=$(dirname "$file")/secrets

# die CODE MESSAGE
die() {
  echo "$2" >&2
  exit "$1"
}

compose() {
  docker compose --file "$file" "$@"
}

# Whether a service of the file has a container that runs.
runs() {
  local running
  running=$(compose ps --services --status=running </dev/null) || return 1
  grep -qx "$1" <<<"$running"
}

# setting NAME DEFAULT: as Compose sees it, from the environment, else from .env beside the file.
setting() {
  local kept=''
  if [ -f "$(dirname "$file")/.env" ]; then
    kept=$(sed -n "s/^$1=//p" "$(dirname "$file")/.env" | tail -n 1)
  fi
  local set=${!1:-$kept}
  echo "${set:-$2}"
}

# A question to ClickHouse; its password is in no command line. Standard input, if any, goes with it.
clickhouse() {
  CLICKHOUSE_PASSWORD=$(cat "$secrets/clickhouse_password") \
    compose exec -T -e CLICKHOUSE_PASSWORD clickhouse clickhouse-client --user twite --query "$1"
}
