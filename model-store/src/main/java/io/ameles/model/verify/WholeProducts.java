package io.ameles.model.verify;

import java.util.stream.IntStream;

/**
 * Products of matrices of whole numbers in float64, exact as long as no sum can leave 2^53. Plain
 * loops over blocks that stay in the cache; threads share the work by rows of the result.
 */
final class WholeProducts {
  private static final int ROWS = 64;
  private static final int COLUMNS = 512;

  private WholeProducts() {}

  /**
   * Adds {@code a^T b} to {@code c}.
   *
   * @param a [depth, rows] row by row
   * @param b [depth, columns] row by row
   * @param c [rows, columns] row by row; modified
   * @param upper whether only what is on or above the diagonal of {@code c} is wanted; some of what
   *     is below may be added as well
   */
  static void add(double[] a, int rows, double[] b, int columns, double[] c, boolean upper) {
    int depth = a.length / rows;
    int panels = (rows + ROWS - 1) / ROWS;
    IntStream.range(0, panels)
        .parallel()
        .forEach(
            panel -> {
              int top = panel * ROWS;
              int bottom = Math.min(rows, top + ROWS);
              for (int left = upper ? top : 0; left < columns; left += COLUMNS) {
                int right = Math.min(columns, left + COLUMNS);
                for (int row = top; row < bottom; row++) {
                  addRow(a, rows, row, depth, b, columns, left, right, c);
                }
              }
            });
  }

  private static void addRow(
      double[] a,
      int rows,
      int row,
      int depth,
      double[] b,
      int columns,
      int left,
      int right,
      double[] c) {
    int target = row * columns;
    int k = 0;
    for (; k + 3 < depth; k += 4) {
      double a0 = a[k * rows + row];
      double a1 = a[(k + 1) * rows + row];
      double a2 = a[(k + 2) * rows + row];
      double a3 = a[(k + 3) * rows + row];
      int b0 = k * columns;
      int b1 = b0 + columns;
      int b2 = b1 + columns;
      int b3 = b2 + columns;
      for (int j = left; j < right; j++) {
        c[target + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
      }
    }
    for (; k < depth; k++) {
      for (int j = left; j < right; j++) {
        c[target + j] += a[k * rows + row] * b[k * columns + j];
      }
    }
  }
}
