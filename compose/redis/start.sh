#!/bin/sh
# The settings by standard input, so that the password is in no file and in no command line.
set -eu
exec "${SERVER:-valkey-server}" - <<SETTINGS
$(cat "${CONF:-/etc/twite/redis.conf}")
requirepass $(cat "${SECRETS:-/run/secrets}/redis_password")
SETTINGS
