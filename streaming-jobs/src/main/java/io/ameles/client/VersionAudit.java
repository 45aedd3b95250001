package io.ameles.client;

import io.ameles.model.verify.Audit;
import io.ameles.model.verify.AuditResult;
import io.ameles.model.version.Manifest;
import io.ameles.stream.job.JobSettings;
import io.ameles.stream.ledger.LedgerMode;
import java.util.TreeMap;

/** Audits a version of a job from the job's own topics. */
public final class VersionAudit {
  private VersionAudit() {}

  /** Recomputes {@code version} and compares. */
  public static AuditResult run(JobSettings settings, Manifest version) {
    return audit(settings, version)
        .run(
            log(settings, version, settings.topics().labeledEvents()),
            log(settings, version, settings.topics().deletionEvents()));
  }

  private static Audit audit(JobSettings settings, Manifest version) {
    if (settings.ledger() == LedgerMode.CONTRIBUTIONS) {
      return Audit.of(version);
    }
    return Audit.of(
        version,
        settings.pseudonymKey(),
        ReceiptLog.read(settings.kafka(), settings.topics().deletionReceipts()));
  }

  private static TopicLog log(JobSettings settings, Manifest version, String topic) {
    return new TopicLog(
        settings.kafka(), topic, version.offsets().getOrDefault(topic, new TreeMap<>()));
  }
}
