#!/usr/bin/env bash
# Puts together, without Docker, the files that the two Dockerfiles would add to Flink's image, and
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

# The files, as the COPY instructions say; of a folder, which ends with /, all of them.
lay_out() { # lay_out DOCKERFILE IMAGE
  local words to from found
  while read -r -a words; do
    unset 'words[0]'
    [[ ${words[1]} == --* ]] && unset 'words[1]'
    to=$2${words[-1]}
    unset 'words[-1]'
    if [[ $to == */ ]]; then mkdir -p "$to"; else mkdir -p "$(dirname "$to")"; fi
    for from in "${words[@]}"; do
      if [[ $from == */ ]]; then
        mapfile -t found < <(compgen -G "$root/$from*" || true)
        check "there is something in $from" test "${#found[@]}" -gt 0
      else
        mapfile -t found < <(compgen -G "$root/$from" || true)
        check "exactly one file is $from" test "${#found[@]}" -eq 1
      fi
      [[ ${#found[@]} -eq 0 ]] || cp "${found[@]}" "$to"
    done
  done < <(grep '^COPY ' "$here/$1")
}

console=$work/console
lay_out Dockerfile "$image"
lay_out console.Dockerfile "$console"

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
is_script() { bash -n "$1" && [[ -x $1 ]]; }

# run-job.sh calls Flink's entry point by its absolute path, so here another one stands in for it.
sed "s#/docker-entrypoint.sh#echo#" "$image/opt/ameles/run-job.sh" >"$work/run-job.sh"
mkdir -p "$work/checkpoints/default/run/chk-7"
touch "$work/checkpoints/default/run/chk-7/_metadata"
starts() { # starts JOB WORDS...: what run-job.sh hands to Flink ends with exactly these words
  local job=$1
  shift
  [[ $(AMELES_JOB=$job AMELES_CONFIG=c.yaml AMELES_CHECKPOINTS=$work/checkpoints/default \
    bash "$work/run-job.sh" | tail -n 1) == "standalone-job $*" ]]
}
refuses() { ! "$@" >/dev/null 2>&1; }

app=$console/opt/ameles
one_jar() { [[ $(compgen -G "$app/lib/$1-[0-9]*.jar" | wc -l) -eq 1 ]]; }
jar_has() { holds "$(compgen -G "$app/lib/$1-[0-9]*.jar")" "$2"; }
says() { # says TEXT COMMAND...: what it prints has this text
  local text=$1 printed
  shift
  printed=$("$@" 2>&1) || true
  grep -q -e "$text" <<<"$printed"
}

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
check "run-job.sh is a script" is_script "$image/opt/ameles/run-job.sh"
check "the job that answers questions is in the job jar" has job 'io/ameles/stream/job/PredictionJob\.class'
check "the job that learns goes on from its checkpoint" starts AmelesJob \
  --job-classname io.ameles.stream.job.AmelesJob --fromSavepoint "$work/checkpoints/default/run/chk-7" c.yaml
check "the job that answers questions does not" starts PredictionJob \
  --job-classname io.ameles.stream.job.PredictionJob c.yaml
check "no other job is run" refuses env AMELES_JOB=Another bash "$work/run-job.sh"

check "run-console.sh is a script" is_script "$app/run-console.sh"
check "ameles is a script" is_script "$app/ameles"
check "the command line is in the console's lib, once" one_jar ameles-streaming-jobs
check "the console is in its lib, once" one_jar ameles-console
check "the console has its page" jar_has ameles-console 'page.*index\.html\|index\.html'
check "the console has its charts" jar_has uplot 'uPlot\.iife\.min\.js'
check "the natives are in the console's lib" jar_has pytorch-native-cpu 'libtorch_cpu\.so'
check "ameles console starts from the console's files" says 'Usage: ameles console' "$app/ameles" console --help
check "without a password nothing starts" says 'password cannot be read' env AMELES_CONSOLE="$work" "$app/run-console.sh"

if [[ $failures -gt 0 ]]; then
  echo "$failures check(s) failed" >&2
  exit 1
fi
