#!/usr/bin/env bash
# Starts a JobManager that runs a job: the one that learns, from its newest complete checkpoint if
# there is one, or with AMELES_JOB=PredictionJob the one that answers questions, whose place Kafka
# keeps.
set -euo pipefail

job=${AMELES_JOB:-AmelesJob}
config=${AMELES_CONFIG:-/opt/ameles/config/job.yaml}
checkpoints=${AMELES_CHECKPOINTS:-/var/lib/ameles/checkpoints}

case $job in
  AmelesJob | PredictionJob) ;;
  *)
    echo "run-job: AMELES_JOB must be AmelesJob or PredictionJob, and is '$job'" >&2
    exit 2
    ;;
esac

# A checkpoint is complete when its _metadata is there, which is written last. Those of the job that
# learns are of no use to the other one.
newest=
if [[ $job == AmelesJob && -d $checkpoints ]]; then
  newest=$(find "$checkpoints" -mindepth 3 -maxdepth 3 -name _metadata -printf '%T@ %h\n' |
    sort -n | tail -n 1 | cut -d' ' -f2-)
fi

restore=()
if [[ -n $newest ]]; then
  echo "run-job: continuing from $newest"
  restore=(--fromSavepoint "$newest")
elif [[ $job == AmelesJob ]]; then
  echo "run-job: no checkpoint in $checkpoints, starting afresh"
fi

exec /docker-entrypoint.sh standalone-job \
  --job-classname "io.ameles.stream.job.$job" \
  ${restore[@]+"${restore[@]}"} "$config"
