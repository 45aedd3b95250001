package io.ameles.client;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.encode.Encoder;
import io.ameles.model.encode.EncoderSettings;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.Learner;
import io.ameles.model.verify.Audit;
import io.ameles.model.verify.AuditResult;
import io.ameles.model.version.LearnerSnapshot;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import io.ameles.stream.job.JobSettings;
import io.ameles.stream.ledger.LedgerMode;
import java.util.TreeMap;

/** Audits a version of a job from the job's own topics. */
public final class VersionAudit {
  private VersionAudit() {}

  /**
   * Checks that the published files are what the manifest says, and recomputes {@code version} from
   * the topics and compares.
   *
   * @throws AmelesException with {@link ErrorCode#CORRUPT_FILE} if a file holds something else than
   *     its manifest says, or parameters that its own integers do not give; of a version that was
   *     made of pictures, too, also as {@link Audit#with}
   */
  public static AuditResult run(JobSettings settings, Manifest version) {
    VersionStore store = new VersionStore(settings.modelStore(), settings.model());
    settings.learners().forEach(learner -> requireWhole(store, version, learner));
    Audit audit = audit(settings, version);
    EncoderSettings pictures = settings.intake().encoder();
    if (pictures == null || version.intake().encoder() == null) {
      return run(audit, settings, version);
    }
    try (Encoder encoder =
        Encoder.open(pictures, settings.device(), version.intake().dimension())) {
      return run(audit.with(encoder), settings, version);
    }
  }

  private static AuditResult run(Audit audit, JobSettings settings, Manifest version) {
    return audit.run(
        log(settings, version, settings.topics().labeledEvents()),
        log(settings, version, settings.topics().deletionEvents()));
  }

  private static void requireWhole(VersionStore store, Manifest version, Learner learner) {
    LearnerSnapshot published = store.learner(version.epoch(), learner.name());
    boolean stated = published.stateDigest().equals(version.learner(learner.name()).stateDigest());
    if (!stated || !follows(published, learner)) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE,
          "The file of %s in version %d is not what its manifest says; it was changed after publication."
              .formatted(learner.name(), version.epoch()));
    }
  }

  /** Of an additive learner, whether the parameters are those that the integers give. */
  private static boolean follows(LearnerSnapshot published, Learner learner) {
    return !(learner instanceof AdditiveLearner additive)
        || published.solution().equals(additive.solve(published.tiles()));
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
