package io.ameles.model.verify;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.identity.PseudonymKey;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.model.version.Manifest;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which deletions, or which parts of them, the job refused. Ledger mode contributions refuses
 * nothing. In mode digests a refusal depends on what had been learned when the request came, which
 * the topics alone do not tell; the receipts do.
 *
 * <p>NOT thread-safe: one per thread.
 */
final class Refusals {
  /** For ledger mode contributions. */
  static final Refusals NONE = new Refusals(null, Map.of());

  private final @Nullable Pseudonyms pseudonyms;
  private final Map<Position, Set<String>> targetsByRequest;

  private record Position(int partition, long offset) {}

  private Refusals(@Nullable Pseudonyms pseudonyms, Map<Position, Set<String>> targetsByRequest) {
    this.pseudonyms = pseudonyms;
    this.targetsByRequest = targetsByRequest;
  }

  /**
   * For ledger mode digests.
   *
   * @param receipts in the order of their topic; those of other models and later epochs are ignored
   */
  static Refusals of(Manifest manifest, PseudonymKey key, List<DeletionReceipt> receipts) {
    Map<Position, Set<String>> targets = new HashMap<>();
    for (DeletionReceipt receipt : receipts) {
      if (receipt.getModel().equals(manifest.model()) && receipt.getEpoch() <= manifest.epoch()) {
        Set<String> refused = new TreeSet<>();
        for (Refusal refusal : receipt.getRefusals()) {
          refused.add(refusal.getTarget());
        }
        targets.put(
            new Position(receipt.getRequestPartition(), receipt.getRequestOffset()), refused);
      }
    }
    return new Refusals(new Pseudonyms(key), targets);
  }

  boolean ofSubject(LogRecord request, String subject) {
    return pseudonyms != null && targets(request).contains(pseudonyms.ofSubject(subject).toHex());
  }

  boolean ofExample(LogRecord request, String id) {
    return pseudonyms != null && targets(request).contains(pseudonyms.ofExample(id).toHex());
  }

  boolean ofName(LogRecord request, String labelOrTask) {
    return pseudonyms != null && targets(request).contains(labelOrTask);
  }

  private Set<String> targets(LogRecord request) {
    Set<String> targets = targetsByRequest.get(new Position(request.partition(), request.offset()));
    if (targets == null) {
      throw new AmelesException(
          ErrorCode.NOT_FOUND,
          "The deletion at partition %d offset %d has no receipt; in ledger mode digests the audit needs the receipts of every deletion that the version reflects."
              .formatted(request.partition(), request.offset()));
    }
    return targets;
  }
}
