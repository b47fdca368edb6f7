#!/bin/sh
# Fills alertmanager.yml in and starts Alertmanager with it.
#   start.sh [ARGUMENT…]      starts it with these arguments
#   start.sh --print          writes what it would start with
#   start.sh --print --inline  the same for Alertmanager 0.25, which reads no token and no URL from a file: they are in the text
# TWITE_TELEGRAM_CHAT_ID names the chat; files of the secrets' folder hold the bot's token (telegram_bot_token) and the URL that
# the dead-man's switch is kept quiet by (watchdog_url). Without one of them that way out is left out, and said so.
set -eu
export CONF="${CONF:-/etc/alertmanager}" SECRETS="${SECRETS:-/run/secrets}"
export CHAT_ID="${TWITE_TELEGRAM_CHAT_ID:-}" TELEGRAM_API="${TWITE_TELEGRAM_API:-https://api.telegram.org}"

# A block of a receiver, from its name to the next line that is no deeper.
without() {
  awk -v block="    $1:" '$0 == block { skip = 1; next } /^(  )?(  )?[^ ]/ { skip = 0 } !skip'
}

filled() {
  awk '{
    while (match($0, /\$\{[A-Z_]+\}/))
      $0 = substr($0, 1, RSTART - 1) ENVIRON[substr($0, RSTART + 2, RLENGTH - 3)] substr($0, RSTART + RLENGTH)
    print
  }'
}

# The content of KEY_file as KEY.
inlined() {
  awk '{
    if (match($0, /(bot_token|url)_file: /)) {
      file = substr($0, RSTART + RLENGTH)
      getline content < file
      close(file)
      key = substr($0, 1, RSTART + RLENGTH - 8)
      $0 = key ": \"" content "\""
    }
    print
  }'
}

unless() { # CONDITION BLOCK REASON
  if [ "$1" = yes ]; then cat; else
    echo "alertmanager: nothing goes to $2: $3" >&2
    without "$2"
  fi
}

case "$CHAT_ID" in
  '' ) telegram=no why='TWITE_TELEGRAM_CHAT_ID is not set' ;;
  -[0-9]* | [0-9]* ) telegram=yes why= ;;
  * ) echo "alertmanager: TWITE_TELEGRAM_CHAT_ID is the number of a chat, as -1001234567890" >&2; exit 2 ;;
esac
if [ $telegram = yes ] && [ ! -s "$SECRETS/telegram_bot_token" ]; then
  telegram=no why="$SECRETS/telegram_bot_token is empty or not there"
fi
watchdog=no
[ -s "$SECRETS/watchdog_url" ] && watchdog=yes

config() {
  unless $telegram telegram_configs "$why" < "$CONF/alertmanager.yml" |
    unless $watchdog webhook_configs "$SECRETS/watchdog_url is empty or not there" | filled
}

if [ "${1:-}" = --print ]; then
  if [ "${2:-}" = --inline ]; then config | inlined; else config; fi
  exit
fi
config > /tmp/alertmanager.yml
exec "${ALERTMANAGER:-/bin/alertmanager}" --config.file=/tmp/alertmanager.yml "$@"
