package io.ameles.model.device;

import java.util.Arrays;

/**
 * Rows of a matrix with their signs, and what the rows of their symmetric product must add up to.
 * NOT thread-safe.
 */
final class SignedRows {
  private final IntegerMatrix matrix;
  private final int[] signs;
  private final int from;
  private final int to;

  /** Per row: the sum of its values in the columns that were asked for so far. */
  private final long[] tails;

  SignedRows(IntegerMatrix matrix, int[] signs, int from, int to) {
    this.matrix = matrix;
    this.signs = Arrays.copyOfRange(signs, from, to);
    this.from = from;
    this.to = to;
    this.tails = new long[to - from];
  }

  int columns() {
    return matrix.columns();
  }

  int[] signs() {
    return signs;
  }

  boolean anyNegative() {
    return Arrays.stream(signs).anyMatch(sign -> sign < 0);
  }

  float[] toFloats() {
    return matrix.toFloats(from, to);
  }

  /**
   * The sums of rows {@code first} to before {@code end} of the product over all columns from
   * {@code first} on: each is a sum over n of signs[n] x[n, i] (x[n, first] + x[n, first + 1] +
   * ...). Sums modulo 2^64, as those are that they are compared with. To be called from the last
   * columns to the first.
   */
  long[] expectedRowSums(int first, int end) {
    short[] values = matrix.values();
    long[] sums = new long[end - first];
    for (int n = 0; n < tails.length; n++) {
      int row = (from + n) * matrix.columns();
      long added = 0;
      for (int i = row + first; i < row + end; i++) {
        added += values[i];
      }
      tails[n] += added;
      long weight = signs[n] * tails[n];
      for (int i = 0; i < sums.length; i++) {
        sums[i] += weight * values[row + first + i];
      }
    }
    return sums;
  }
}
