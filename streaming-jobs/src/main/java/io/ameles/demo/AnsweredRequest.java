package io.ameles.demo;

import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.Guarantee;
import io.ameles.schema.ReceiptStage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request as it was sent, and what was said of it; sent twice, it is two.
 *
 * @param answer what became of it when it was read
 * @param receipts all about it, in the order of their numbers
 */
record AnsweredRequest(DeletionReceipt answer, List<DeletionReceipt> receipts) {
  private static final Set<ReceiptStage> ANSWERS =
      EnumSet.of(
          ReceiptStage.APPLIED, ReceiptStage.HELD, ReceiptStage.REFUSED, ReceiptStage.REPEATED);

  private record Position(int partition, long offset) {}

  /** Those that were answered, in the order of their answers. */
  static List<AnsweredRequest> of(List<DeletionReceipt> receipts) {
    Map<Position, List<DeletionReceipt>> byPosition = new LinkedHashMap<>();
    for (DeletionReceipt receipt : receipts) {
      Position position = new Position(receipt.getRequestPartition(), receipt.getRequestOffset());
      byPosition.computeIfAbsent(position, key -> new ArrayList<>()).add(receipt);
    }
    List<AnsweredRequest> requests = new ArrayList<>();
    for (List<DeletionReceipt> told : byPosition.values()) {
      told.stream()
          .filter(receipt -> ANSWERS.contains(receipt.getStage()))
          .findFirst()
          .ifPresent(answer -> requests.add(new AnsweredRequest(answer, told)));
    }
    requests.sort(Comparator.comparingLong(request -> request.answer.getSequence()));
    return requests;
  }

  DeletionReceipt newest() {
    return receipts.get(receipts.size() - 1);
  }

  /** The receipt of a step; null if it was not taken yet. */
  @Nullable DeletionReceipt find(ReceiptStage stage) {
    return receipts.stream()
        .filter(receipt -> receipt.getStage() == stage)
        .findFirst()
        .orElse(null);
  }

  /** Whether nothing more is to come: what a learner cannot forget is never sealed. */
  boolean isOver() {
    boolean unable =
        answer.getLearners().stream()
            .anyMatch(learner -> learner.getGuarantee() == Guarantee.UNSUPPORTED);
    return answer.getStage() != ReceiptStage.APPLIED
        || find(ReceiptStage.SEALED) != null
        || (unable && find(ReceiptStage.PUBLISHED) != null);
  }
}
