package io.ameles.model.verify;

import java.util.stream.IntStream;

/**
 * Products of whole numbers in float64, exact as long as no sum can leave 2^53. Plain loops over
 * blocks that stay in the cache; threads share the work by rows of the result.
 */
final class WholeProducts {
  private static final int ROWS = 64;
  private static final int COLUMNS = 512;

  private WholeProducts() {}

  /**
   * Adds {@code x^T x} to {@code sums} on and above the diagonal; below it, some of it.
   *
   * @param x [depth, size] row by row; depth a multiple of 4
   * @param sums [size, size] row by row; modified
   */
  static void addGram(double[] x, int size, double[] sums) {
    IntStream.range(0, (size + ROWS - 1) / ROWS)
        .parallel()
        .forEach(
            panel -> {
              int top = panel * ROWS;
              int bottom = Math.min(size, top + ROWS);
              for (int left = top; left < size; left += COLUMNS) {
                int right = Math.min(size, left + COLUMNS);
                for (int row = top; row < bottom; row++) {
                  addRow(x, size, row, left, right, sums);
                }
              }
            });
  }

  /** Four rows of x at a time, so that the sum is loaded and stored a quarter as often. */
  private static void addRow(double[] x, int size, int row, int left, int right, double[] sums) {
    int target = row * size;
    for (int first = 0; first < x.length; first += 4 * size) {
      int second = first + size;
      int third = second + size;
      int fourth = third + size;
      double a = x[first + row];
      double b = x[second + row];
      double c = x[third + row];
      double d = x[fourth + row];
      for (int j = left; j < right; j++) {
        sums[target + j] +=
            a * x[first + j] + b * x[second + j] + c * x[third + j] + d * x[fourth + j];
      }
    }
  }
}
