#!/usr/bin/env bash
# Starts the console. The password of its key store comes from a file and not from compose.yaml,
# where `docker inspect` would show it; and not from job.yaml's console.tls.password-file, which the
# job would have to be able to read as well.
set -euo pipefail

config=${AMELES_CONFIG:-/opt/ameles/config/job.yaml}
own=${AMELES_CONSOLE:-/run/console}

if [[ ! -r $own/password ]]; then
  echo "run-console: $own/password cannot be read; see docker/README.md, The console" >&2
  exit 2
fi
AMELES_CONSOLE_PASSWORD=$(<"$own/password")
export AMELES_CONSOLE_PASSWORD

exec /opt/ameles/ameles console --config "$config"
