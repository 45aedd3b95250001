#!/usr/bin/env bash
# Puts together, without Docker, the files that the Dockerfile would add to Flink's image, and
# checks them. Needs a JDK and what `mvn package` leaves under streaming-jobs/target.
#   docker/check-layout.sh [CHECKOUT]     default: the checkout that this script lies in
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "${1:-$here/..}" && pwd)
jar=${JAVA_HOME:+$JAVA_HOME/bin/}jar
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
image=$work/image
failures=0

check() { # check DESCRIPTION COMMAND...: the command must succeed
  local what=$1
  shift
  if "$@"; then
    echo "ok    $what"
  else
    echo "FAIL  $what"
    failures=$((failures + 1))
  fi
}

# The files, as the COPY instructions say.
while read -r -a words; do
  unset 'words[0]'
  [[ ${words[1]} == --* ]] && unset 'words[1]'
  to=$image${words[-1]}
  unset 'words[-1]'
  if [[ $to == */ ]]; then mkdir -p "$to"; else mkdir -p "$(dirname "$to")"; fi
  for from in "${words[@]}"; do
    mapfile -t found < <(compgen -G "$root/$from" || true)
    check "exactly one file is $from" test "${#found[@]}" -eq 1
    [[ ${#found[@]} -eq 0 ]] || cp "${found[@]}" "$to"
  done
done < <(grep '^COPY ' "$here/Dockerfile")

classes() { # of jar files, one per line, without those of other Java versions and module descriptors
  local file
  for file in "$@"; do
    "$jar" tf "$file"
  done | grep '\.class$' | grep -v -e '^META-INF/' -e 'module-info\.class$' | sort
}

job=$image/opt/flink/usrlib/ameles-job.jar
if [[ ! -f $job ]]; then
  echo "there is no job jar; run: mvn package" >&2
  exit 1
fi
classes "$job" >"$work/job"
classes "$image"/opt/flink/lib/*.jar >"$work/lib"

has() { grep -q "^$2" "$work/$1"; }
has_not() { ! grep -m 5 "^$2" "$work/$1"; }
disjoint() { [[ -z $(comm -12 <(uniq "$work/job") <(uniq "$work/lib")) ]]; }
unique() { [[ -z $(uniq -d "$work/$1") ]]; }
holds() { "$jar" tf "$1" | grep "$2" >/dev/null; }
executable() { bash -n "$image/opt/ameles/run-job.sh"; }

check "the job's entry class is in the job jar" has job 'io/ameles/stream/job/AmelesJob\.class'
check "the schemas and the model store are in the job jar" has job 'io/ameles/schema/SingleObjectCodec\.class'
check "the Kafka connector is in the job jar" has job 'org/apache/flink/connector/kafka/source/KafkaSource\.class'
check "the Kafka client is in the job jar" has job 'org/apache/kafka/clients/consumer/KafkaConsumer\.class'
check "Avro is in the job jar" has job 'org/apache/avro/Schema\.class'
check "no Flink core in the job jar" has_not job 'org/apache/flink/\(core\|api\|runtime\|streaming/api\|streaming/runtime\|configuration\|state\)/'
check "no Kafka server in the job jar" has_not job '\(kafka/\|org/apache/kafka/\(server/KafkaRaft\|metadata/\|raft/\|controller/\|image/\|coordinator/\|storage/internals/log/\)\)'
check "no Scala in the job jar" has_not job 'scala/'
check "no DJL in the job jar" has_not job 'ai/djl/'
check "no logging in the job jar" has_not job 'org/\(slf4j\|apache/logging\|apache/log4j\)/'
check "no class is in the job jar and in lib" disjoint
check "no class is twice in the job jar" unique job
check "no class is twice in lib" unique lib
check "DJL is in lib" has lib 'ai/djl/engine/Engine\.class'
check "the PyTorch engine is in lib" has lib 'ai/djl/pytorch/engine/PtEngine\.class'
check "the engine announces itself" holds "$(compgen -G "$image/opt/flink/lib/pytorch-engine-*.jar")" 'META-INF/services/ai.djl.engine.EngineProvider'
check "the JNI library is in lib" holds "$(compgen -G "$image/opt/flink/lib/pytorch-jni-*.jar")" 'libdjl_torch\.so'
check "the natives are in lib" holds "$(compgen -G "$image/opt/flink/lib/pytorch-native-cpu-*.jar")" 'libtorch_cpu\.so'
check "no Flink and no Ameles in lib" has_not lib '\(org/apache/flink\|io/ameles\)/'
check "run-job.sh is a script" executable

if [[ $failures -gt 0 ]]; then
  echo "$failures check(s) failed" >&2
  exit 1
fi
