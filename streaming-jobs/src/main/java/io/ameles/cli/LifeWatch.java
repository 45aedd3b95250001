package io.ameles.cli;

import io.ameles.schema.BulkReport;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Follows one request to its end and tells every step. NOT thread-safe. */
final class LifeWatch implements AnswerWatch.Answers {
  /** After these, nothing more comes by itself. */
  private static final Set<ReceiptStage> ENDS =
      EnumSet.of(
          ReceiptStage.SEALED,
          ReceiptStage.HELD,
          ReceiptStage.REFUSED,
          ReceiptStage.REPEATED,
          ReceiptStage.EXTENDED,
          ReceiptStage.LEGAL_HOLD_PLACED,
          ReceiptStage.LEGAL_HOLD_LIFTED);

  private final Predicate<DeletionReceipt> meant;
  private final PrintWriter err;
  private @Nullable DeletionReceipt newest;

  private LifeWatch(Predicate<DeletionReceipt> meant, PrintWriter err) {
    this.meant = meant;
    this.err = err;
  }

  /** Of a request by where it lies: another may have the same id. */
  static LifeWatch at(int partition, long offset, PrintWriter err) {
    return new LifeWatch(
        receipt ->
            receipt.getRequestPartition() == partition && receipt.getRequestOffset() == offset,
        err);
  }

  /** Of the parts of a large request taken together. */
  static LifeWatch ofWhole(String id, PrintWriter err) {
    return new LifeWatch(
        receipt -> {
          BulkReport bulk = receipt.getBulk();
          return bulk != null && bulk.getIndex() == 0 && bulk.getId().equals(id);
        },
        err);
  }

  @Override
  public Set<ReceiptStage> stages() {
    return EnumSet.allOf(ReceiptStage.class);
  }

  @Override
  public boolean add(DeletionReceipt receipt) {
    if (!meant.test(receipt)) {
      return false;
    }
    newest = receipt;
    err.println(
        "%s, receipt %d, epoch %d"
            .formatted(receipt.getStage(), receipt.getSequence(), receipt.getEpoch()));
    receipt.getOutstanding().forEach(reason -> err.println("  waits for: " + reason));
    return true;
  }

  @Override
  public boolean complete() {
    return newest != null && ENDS.contains(newest.getStage());
  }

  /** The newest step; null if there is none yet. */
  @Nullable DeletionReceipt newest() {
    return newest;
  }
}
