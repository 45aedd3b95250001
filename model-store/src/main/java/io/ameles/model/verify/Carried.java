package io.ameles.model.verify;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.model.version.Manifest;
import io.ameles.schema.BulkReport;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Refusal;
import io.ameles.schema.SubjectOutcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which deletions, and which parts of them, the job carried out. The topics alone do not tell: a
 * request may have been refused or held, for what its sender may do, for a legal hold, or for what
 * had been learned when it came. The receipts tell.
 *
 * <p>NOT thread-safe: one per thread.
 */
final class Carried {
  private final Pseudonyms pseudonyms;
  private final ReceiptTargets targets;
  private final long epoch;
  private final Map<Position, Fate> fates = new HashMap<>();

  private record Position(int partition, long offset) {}

  /**
   * @param applied whether anything was done
   * @param targetKey that names the refused
   * @param refused what was not done; of several subjects it may be some only
   * @param subjects of several subjects, those of whom it was done; null otherwise
   */
  private record Fate(
      boolean applied, String targetKey, Set<String> refused, @Nullable Set<String> subjects) {}

  /**
   * @param receipts in the order of their topic; those of other models and later epochs are ignored
   */
  Carried(
      Manifest manifest, PseudonymKey key, ReceiptTargets targets, List<DeletionReceipt> receipts) {
    this.pseudonyms = new Pseudonyms(key);
    this.targets = targets;
    this.epoch = manifest.epoch();
    for (DeletionReceipt receipt : receipts) {
      if (receipt.getModel().equals(manifest.model())
          && receipt.getEpoch() <= manifest.epoch()
          && !isOfWholeBulk(receipt)) {
        note(receipt);
      }
    }
  }

  /** It repeats what the parts' own receipts say, under the position of one of them. */
  private static boolean isOfWholeBulk(DeletionReceipt receipt) {
    BulkReport bulk = receipt.getBulk();
    return bulk != null && !bulk.getId().isEmpty() && bulk.getIndex() == 0;
  }

  private void note(DeletionReceipt receipt) {
    Position position = new Position(receipt.getRequestPartition(), receipt.getRequestOffset());
    switch (receipt.getStage()) {
      case APPLIED -> fates.put(position, applied(receipt));
      // A repetition changes nothing: what it says was done, or is held, under its first position.
      case HELD, REFUSED, REPEATED ->
          fates.putIfAbsent(position, new Fate(false, receipt.getTargetKey(), Set.of(), null));
      case ACCEPTED,
          PUBLISHED,
          SEALED,
          EXTENDED,
          AT_RISK,
          OVERDUE,
          LEGAL_HOLD_PLACED,
          LEGAL_HOLD_LIFTED -> {}
    }
  }

  private static Fate applied(DeletionReceipt receipt) {
    Set<String> refused = new TreeSet<>();
    for (Refusal refusal : receipt.getRefusals()) {
      refused.add(refusal.getTarget());
    }
    boolean several = receipt.getBulk() != null && receipt.getScope() == DeletionScope.SUBJECT;
    return new Fate(
        true,
        receipt.getTargetKey(),
        refused,
        several
            ? receipt.getSubjects().stream()
                .map(SubjectOutcome::getTarget)
                .collect(Collectors.toSet())
            : null);
  }

  /**
   * Whether anything of the request was carried out.
   *
   * @throws AmelesException with {@link ErrorCode#NOT_FOUND} if no receipt tells
   */
  boolean any(LogRecord request) {
    return fate(request).applied();
  }

  boolean ofSubject(LogRecord request, String subject) {
    Fate fate = fate(request);
    Pseudonym pseudonym = pseudonyms.ofSubject(subject);
    Set<String> subjects = fate.subjects();
    if (subjects == null || fate.refused().isEmpty()) {
      return isDone(fate, pseudonym);
    }
    return subjects.contains(target(fate, pseudonym));
  }

  boolean ofExample(LogRecord request, String id) {
    return isDone(fate(request), pseudonyms.ofExample(id));
  }

  boolean ofName(LogRecord request, String labelOrTask) {
    return !fate(request).refused().contains(labelOrTask);
  }

  private boolean isDone(Fate fate, Pseudonym pseudonym) {
    return fate.refused().isEmpty() || !fate.refused().contains(target(fate, pseudonym));
  }

  private String target(Fate fate, Pseudonym pseudonym) {
    return targets
        .target(fate.targetKey(), pseudonym.toHex())
        .orElseThrow(() -> keyIsGone(fate.targetKey()));
  }

  private static AmelesException keyIsGone(String targetKey) {
    return new AmelesException(
        ErrorCode.NOT_FOUND,
        "A receipt names what was refused by the key %s, which is not among the receipt keys; without it nobody can tell which deletions count."
            .formatted(targetKey));
  }

  private Fate fate(LogRecord request) {
    Fate fate = fates.get(new Position(request.partition(), request.offset()));
    if (fate == null) {
      throw new AmelesException(
          ErrorCode.NOT_FOUND,
          "The deletion at partition %d offset %d has no receipt up to epoch %d, and only receipts tell whether it was carried out, refused or held; the audit needs those of every deletion that the version reflects."
              .formatted(request.partition(), request.offset(), epoch));
    }
    return fate;
  }
}
