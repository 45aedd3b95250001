package io.ameles.audit;

import io.ameles.client.ReceiptLog;
import io.ameles.client.TopicLog;
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
import io.ameles.schema.DeletionReceipt;
import io.ameles.stream.job.JobSettings;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Audits a version of a job from the job's own topics. */
public final class VersionAudit {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(200);

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
    EncoderSettings pictures = settings.intake().encoder();
    if (pictures == null || version.intake().encoder() == null) {
      return run(settings, version, null);
    }
    try (Encoder encoder =
        Encoder.open(pictures, settings.device(), version.intake().dimension())) {
      return run(settings, version, encoder);
    }
  }

  /** A version may be seen a moment before the receipts of its epoch. */
  private static AuditResult run(
      JobSettings settings, Manifest version, @Nullable Encoder encoder) {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Audit audit = audit(settings, version);
      try {
        return (encoder == null ? audit : audit.with(encoder))
            .run(
                log(settings, version, settings.topics().labeledEvents()),
                log(settings, version, settings.topics().deletionEvents()));
      } catch (AmelesException e) {
        if (e.code() != ErrorCode.NOT_FOUND || System.nanoTime() - patience > 0) {
          throw e;
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
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
    return Audit.of(
        version, settings.pseudonymKey(), settings.receipts().keys()::target, signed(settings));
  }

  /** What receipts say decides which deletions count, so nobody else may have written them. */
  private static List<DeletionReceipt> signed(JobSettings settings) {
    List<DeletionReceipt> receipts =
        ReceiptLog.read(settings.kafka(), settings.topics().deletionReceipts());
    for (DeletionReceipt receipt : receipts) {
      if (receipt.getModel().equals(settings.model())
          && !settings.receipts().keys().signed(receipt)) {
        throw new AmelesException(
            ErrorCode.CORRUPT_FILE,
            "Receipt %d says something else than was signed, or was signed with a key that is not in receipts.key-file; somebody else has written to %s."
                .formatted(receipt.getSequence(), settings.topics().deletionReceipts()));
      }
    }
    return receipts;
  }

  private static TopicLog log(JobSettings settings, Manifest version, String topic) {
    return new TopicLog(
        settings.kafka(), topic, version.offsets().getOrDefault(topic, new TreeMap<>()));
  }
}
