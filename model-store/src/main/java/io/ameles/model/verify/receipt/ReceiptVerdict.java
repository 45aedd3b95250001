package io.ameles.model.verify.receipt;

import java.util.List;

/**
 * What was found out about one receipt.
 *
 * @param line of {@code receipts.jsonl}, from 1
 * @param sequence its number; 0 if it cannot be read
 * @param stage the step; empty if it cannot be read
 * @param requestId as in the request; empty if it cannot be read
 * @param problems what is wrong with it; empty if nothing is
 */
public record ReceiptVerdict(
    long line, long sequence, String stage, String requestId, List<Problem> problems) {
  /** Copies the list. */
  public ReceiptVerdict {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong. */
  public boolean verified() {
    return problems.isEmpty();
  }
}
