package io.ameles.model.verify.receipt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the receipts: 1, 2, 3 and so on, each one more than its leaf's index. NOT
 * thread-safe.
 */
final class Sequence {
  private final boolean excerpt;
  private final @Nullable Earlier earlier;
  private final RunningRoot log = new RunningRoot();
  private long last;
  private byte[] lastLeaf = new byte[0];
  private boolean gapless = true;

  /**
   * @param excerpt whether numbers may be missing
   * @param earlier what the log was before; null if that is not known
   */
  Sequence(boolean excerpt, @Nullable Earlier earlier) {
    this.excerpt = excerpt;
    this.earlier = earlier;
  }

  /** The next receipt of the file. */
  void take(ReceiptLine line, Statement receipt) throws Refused {
    long number = receipt.integer("sequence");
    long before = last;
    byte[] leafBefore = lastLeaf;
    last = Math.max(number, before);
    lastLeaf = receipt.leafHash();
    if (number != line.index() + 1) {
      gapless = false;
      throw new Refused(Flaw.SEQUENCE, "its number is not one more than its leaf's index");
    }
    if (number == before + 1) {
      follow(receipt);
    } else {
      gapless = false;
      requireOrder(number, before, Arrays.equals(leafBefore, lastLeaf));
    }
  }

  private void follow(Statement receipt) {
    if (gapless) {
      log.add(receipt.leafHash());
      if (earlier != null) {
        earlier.take(log);
      }
    }
  }

  private void requireOrder(long number, long before, boolean same) throws Refused {
    if (number == before) {
      throw same
          ? new Refused(Flaw.SEQUENCE, "the same receipt is there twice")
          : new Refused(
              Flaw.FORK,
              "two different receipts have number %d: there are two histories".formatted(number));
    }
    if (number < before) {
      throw new Refused(Flaw.SEQUENCE, "it comes after number %d".formatted(before));
    }
    if (!excerpt) {
      throw new Refused(
          Flaw.SEQUENCE,
          "numbers %d to %d are missing before it".formatted(before + 1, number - 1));
    }
  }

  /**
   * What is wrong after the last receipt.
   *
   * @param logSize of the newest tree head
   */
  List<Problem> end(long logSize) {
    List<Problem> problems = new ArrayList<>();
    if (!excerpt && last < logSize) {
      problems.add(
          new Problem(
              Flaw.SEQUENCE,
              "the log has %d receipts, and the last one here is number %d"
                  .formatted(logSize, last)));
    }
    if (earlier != null) {
      problems.addAll(earlier.problems(gapless));
    }
    return problems;
  }
}
