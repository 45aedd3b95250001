#!/usr/bin/env bash
# Starts a JobManager that runs the job, from the newest complete checkpoint if there is one.
set -euo pipefail

config=${AMELES_CONFIG:-/opt/ameles/config/job.yaml}
checkpoints=${AMELES_CHECKPOINTS:-/var/lib/ameles/checkpoints}

# A checkpoint is complete when its _metadata is there, which is written last.
newest=
if [[ -d $checkpoints ]]; then
  newest=$(find "$checkpoints" -mindepth 3 -maxdepth 3 -name _metadata -printf '%T@ %h\n' |
    sort -n | tail -n 1 | cut -d' ' -f2-)
fi

restore=()
if [[ -n $newest ]]; then
  echo "run-job: continuing from $newest"
  restore=(--fromSavepoint "$newest")
else
  echo "run-job: no checkpoint in $checkpoints, starting afresh"
fi

exec /docker-entrypoint.sh standalone-job \
  --job-classname io.ameles.stream.job.AmelesJob \
  ${restore[@]+"${restore[@]}"} "$config"
