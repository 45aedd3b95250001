package io.ameles.cli;

import io.ameles.schema.BulkReport;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import java.io.PrintWriter;
import java.util.BitSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts the parts of a large request that are answered, and says so at every tenth. Keeps one bit
 * per part. NOT thread-safe.
 */
final class BulkProgress implements AnswerWatch.Answers {
  private final String id;
  private final int count;
  private final SortedMap<Integer, Long> first;
  private final SortedMap<Integer, Long> ends;
  private final PrintWriter err;
  private final BitSet answered = new BitSet();
  private final Map<ReceiptStatus, Integer> outcomes = new TreeMap<>();
  private long removed;
  private int tenths;

  /**
   * @param id of the whole
   * @param count of parts
   * @param first per partition, where the first part lies, to tell these parts from an earlier
   *     sending of the same
   * @param ends per partition, what comes after the last
   * @param err for progress
   */
  BulkProgress(
      String id,
      int count,
      SortedMap<Integer, Long> first,
      SortedMap<Integer, Long> ends,
      PrintWriter err) {
    this.id = id;
    this.count = count;
    this.first = first;
    this.ends = ends;
    this.err = err;
  }

  @Override
  public boolean add(DeletionReceipt receipt) {
    BulkReport bulk = receipt.getBulk();
    boolean ofAPart = bulk != null && bulk.getId().equals(id) && bulk.getIndex() > 0;
    if (!ofAPart && !isRepeatedPart(receipt)) {
      return false;
    }
    int index = bulk == null ? index(receipt.getRequestId()) : bulk.getIndex();
    if (!isOfThisSending(receipt) || answered.get(index)) {
      return false;
    }
    answered.set(index);
    outcomes.merge(receipt.getStatus(), 1, Integer::sum);
    removed += receipt.getStage() == ReceiptStage.HELD ? 0 : receipt.getExamplesRemoved();
    report();
    return true;
  }

  @Override
  public boolean complete() {
    return answered.cardinality() == count;
  }

  private boolean isOfThisSending(DeletionReceipt receipt) {
    int partition = receipt.getRequestPartition();
    return receipt.getRequestOffset() >= first.getOrDefault(partition, Long.MAX_VALUE)
        && receipt.getRequestOffset() < ends.getOrDefault(partition, 0L);
  }

  private boolean isRepeatedPart(DeletionReceipt receipt) {
    return receipt.getBulk() == null
        && receipt.getRequestId().startsWith(id + "/")
        && receipt.getRequestId().substring(id.length() + 1).matches("[0-9]{1,5}");
  }

  private int index(String requestId) {
    return Integer.parseInt(requestId.substring(id.length() + 1));
  }

  private void report() {
    int now = (int) (10L * answered.cardinality() / count);
    if (now > tenths) {
      tenths = now;
      err.println("%d of %d parts answered".formatted(answered.cardinality(), count));
    }
  }

  /** Whether everything was carried out, now or before. */
  boolean isDone() {
    return outcomes.getOrDefault(ReceiptStatus.COMPLETED, 0)
            + outcomes.getOrDefault(ReceiptStatus.REPEATED, 0)
        == count;
  }

  /** Whether there is a receipt for the whole: nothing is held, and not everything a repetition. */
  boolean changedSomething() {
    return complete()
        && outcomes.getOrDefault(ReceiptStatus.PENDING, 0) == 0
        && outcomes.getOrDefault(ReceiptStatus.REPEATED, 0) < count;
  }

  /** One line for people. */
  String summary() {
    StringBuilder line =
        new StringBuilder("%s: %d of %d parts".formatted(id, answered.cardinality(), count));
    outcomes.forEach((status, parts) -> line.append(", %d %s".formatted(parts, status.name())));
    return line.append(", %,d examples removed".formatted(removed)).toString();
  }
}
