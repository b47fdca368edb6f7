#!/usr/bin/env bash
# Formats the folder of a new broker, then runs it; the image's own script would write into the image.
set -euo pipefail
kafka=${KAFKA:-/opt/kafka}
settings=${SETTINGS:-/etc/twite/server.properties}
# Any id does for a cluster of one; it is written into the data and must not change.
cluster=VHdpdGVJbkNvbnRhaW5lcg
export LOG_DIR=/tmp/kafka EXTRA_ARGS='-name kafkaServer'
export KAFKA_LOG4J_OPTS=-Dlog4j2.configurationFile=${LOG4J:-/etc/twite/log4j2.yaml}
KAFKA_HEAP_OPTS=-Xmx128m "$kafka/bin/kafka-storage.sh" format --ignore-formatted -t "$cluster" -c "$settings"
exec "$kafka/bin/kafka-server-start.sh" "$settings"
