package io.ameles.cli;

import io.ameles.schema.DeletionReceipt;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request, found by where the request lies: another may have the same id. NOT
 * thread-safe.
 */
final class SingleAnswer implements AnswerWatch.Answers {
  private final int partition;
  private final long offset;
  private @Nullable DeletionReceipt receipt;

  SingleAnswer(int partition, long offset) {
    this.partition = partition;
    this.offset = offset;
  }

  @Override
  public boolean add(DeletionReceipt candidate) {
    boolean meant =
        candidate.getRequestPartition() == partition && candidate.getRequestOffset() == offset;
    if (meant) {
      receipt = candidate;
    }
    return meant;
  }

  @Override
  public boolean complete() {
    return receipt != null;
  }

  DeletionReceipt receipt() {
    if (receipt == null) {
      throw new IllegalStateException("there is no answer yet");
    }
    return receipt;
  }
}
