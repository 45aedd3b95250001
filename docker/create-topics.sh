#!/usr/bin/env bash
# Creates the job's topics where they are missing. Input topics take the broker's clock as timestamp.
set -euo pipefail

create() {
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$BOOTSTRAP" --create --if-not-exists \
    --partitions "$PARTITIONS" --replication-factor 1 --topic "$@"
}

for topic in labeled-events deletion-events; do
  create "$topic" --config cleanup.policy=delete --config message.timestamp.type=LogAppendTime
done
# Questions and answers are of no use once they are read, and hold what people asked about.
for topic in prediction-requests predictions; do
  create "$topic" --config cleanup.policy=delete --config retention.ms=3600000
done
for topic in deletion-receipts dead-letters model-metrics; do
  create "$topic"
done
