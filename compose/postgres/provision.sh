#!/usr/bin/env bash
# Gives every service that has a schema its two roles, by sql/roles.sql as the launcher and the tests do. Safe to run again: it
# only renews the passwords. Where: PGHOST, PGPORT, PGDATABASE, PGUSER. SECRETS is the folder with postgres_password,
# pg_SERVICE_app and pg_SERVICE_owner; ROLES the file.
set -euo pipefail
secrets=${SECRETS:-/run/secrets}
roles=${ROLES:-/etc/twite/roles.sql}
PGPASSWORD=$(<"$secrets/postgres_password")
export PGPASSWORD PGCONNECT_TIMEOUT=5 PGOPTIONS=--client-min-messages=warning

for service in auth profile tweet follow like notification email media admin; do
  for secret in "$secrets/pg_${service}_app" "$secrets/pg_${service}_owner"; do
    # An empty password would take the role's away.
    [ -s "$secret" ] || { echo "$secret is missing or empty: make secrets" >&2; exit 1; }
  done
  # By standard input, so that no password is in a command line.
  psql -X -q -v ON_ERROR_STOP=1 <<SQL
\set owner \`cat '$secrets/pg_${service}_owner'\`
\set app \`cat '$secrets/pg_${service}_app'\`
\o /dev/null
SELECT pg_advisory_lock(7480212115310071),
       set_config('twite.service', '$service', false),
       set_config('twite.owner_password', :'owner', false),
       set_config('twite.app_password', :'app', false);
\o
\i $roles
SQL
  echo "svc-$service has its roles."
done
