package io.ameles.client;

import io.ameles.schema.BulkReport;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ReceiptStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All receipts of one request: what became of it so far. Requests that name the same thing under
 * the same id are one.
 *
 * @param receipts in the order of their numbers, at least one
 */
public record RequestLife(List<DeletionReceipt> receipts) {
  /** What happens to a request beside its steps. */
  private static final Set<ReceiptStage> EVENTS =
      EnumSet.of(
          ReceiptStage.REPEATED, ReceiptStage.EXTENDED, ReceiptStage.AT_RISK, ReceiptStage.OVERDUE);

  private static final Set<ReceiptStage> ENDS =
      EnumSet.of(
          ReceiptStage.SEALED,
          ReceiptStage.REFUSED,
          ReceiptStage.REPEATED,
          ReceiptStage.LEGAL_HOLD_PLACED,
          ReceiptStage.LEGAL_HOLD_LIFTED);

  /** Copies the list. */
  public RequestLife {
    receipts = List.copyOf(receipts);
    if (receipts.isEmpty()) {
      throw new IllegalArgumentException("a life begins with a receipt");
    }
  }

  private record Key(
      String requestId,
      DeletionScope scope,
      Instant requestedAt,
      boolean permanent,
      boolean whole) {
    static Key of(DeletionReceipt receipt) {
      return new Key(
          receipt.getRequestId(),
          receipt.getScope(),
          receipt.getRequestedAt(),
          receipt.getPermanent(),
          isWhole(receipt));
    }
  }

  /** The lives that {@code receipts} tell of, in the order of their beginnings. */
  public static List<RequestLife> of(Collection<DeletionReceipt> receipts) {
    Map<Key, List<DeletionReceipt>> lives = new LinkedHashMap<>();
    receipts.forEach(
        receipt -> lives.computeIfAbsent(Key.of(receipt), key -> new ArrayList<>()).add(receipt));
    return lives.values().stream().map(RequestLife::new).toList();
  }

  /** Whether it is about the parts of a large request taken together. */
  public static boolean isWhole(DeletionReceipt receipt) {
    BulkReport bulk = receipt.getBulk();
    return bulk != null && bulk.getIndex() == 0;
  }

  /** The newest step; of a request that only was repeated or watched, that. */
  public DeletionReceipt newest() {
    DeletionReceipt newest = receipts.get(0);
    for (DeletionReceipt receipt : receipts) {
      if (!EVENTS.contains(receipt.getStage()) || EVENTS.contains(newest.getStage())) {
        newest = receipt;
      }
    }
    return newest;
  }

  /** As of the newest receipt that is about the first asking and not about a repetition. */
  public Instant deadline() {
    Instant deadline = receipts.get(0).getDeadline();
    for (DeletionReceipt receipt : receipts) {
      if (receipt.getStage() != ReceiptStage.REPEATED) {
        deadline = receipt.getDeadline();
      }
    }
    return deadline;
  }

  /** Whether nothing more is expected. */
  public boolean isOver() {
    return ENDS.contains(newest().getStage());
  }

  /** Whether a receipt of this stage was written. */
  public boolean has(ReceiptStage stage) {
    return receipts.stream().anyMatch(receipt -> receipt.getStage() == stage);
  }

  /** How often the request was sent again after it was answered. */
  public long repetitions() {
    return receipts.stream().filter(receipt -> receipt.getStage() == ReceiptStage.REPEATED).count();
  }
}
