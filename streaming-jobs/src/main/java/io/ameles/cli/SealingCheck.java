package io.ameles.cli;

import io.ameles.stream.job.FlinkDefaults;
import io.ameles.stream.job.JobSettings;
import io.ameles.stream.seal.FlinkCheckpointSettings;
import io.ameles.stream.seal.FlinkSealingLimits;
import java.util.ArrayList;
import java.util.List;

/** What a configuration does to the sealing of deletions. */
final class SealingCheck {
  private final JobSettings settings;
  private final FlinkSealingLimits limits;
  private final FlinkCheckpointSettings checkpoints;

  private SealingCheck(JobSettings settings) {
    this.settings = settings;
    this.limits = FlinkSealingLimits.of(FlinkDefaults.of(settings));
    this.checkpoints = FlinkCheckpointSettings.of(FlinkDefaults.of(settings));
  }

  static SealingCheck of(JobSettings settings) {
    return new SealingCheck(settings);
  }

  /** One sentence each: first what is never sealed, then what takes time, then what stays. */
  List<String> findings() {
    List<String> findings = new ArrayList<>();
    limits.sentences().forEach(limit -> findings.add("never, as configured. " + limit));
    if (checkpoints.savepointsBeside()) {
      findings.add(
          "savepoints are written into the folder of checkpoints, and nothing is sealed while one is there; set execution.checkpointing.savepoint-dir elsewhere");
    }
    if (checkpoints.retained() > 1) {
      findings.add(
          "%d checkpoints are retained, so it takes that many intervals; with execution.checkpointing.num-retained: 1 it takes one"
              .formatted(checkpoints.retained()));
    }
    if (limits.rocks()) {
      findings.add(
          "RocksDB's files are rewritten every %s (sealing.compact-every) if anything was removed; until then nothing is sealed"
              .formatted(settings.sealing().compactEvery()));
    }
    findings.addAll(checkpoints.present());
    if (settings.keepPayloads()) {
      findings.add(
          "dead letters keep whole records (dead-letters.keep-payloads), which no deletion removes");
    }
    return findings;
  }
}
