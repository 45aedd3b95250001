package io.ameles.model.device;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * Exact products of int16 matrices on a device, which multiplies float64 matrices and not integer
 * ones: a float64 sum of whole numbers is exact, in any order and with or without fused
 * multiply-add, as long as no partial sum can leave 2^53. A product of two int16 values is at most
 * 2^30, so 2^23 rows at a time may be summed up.
 *
 * <p>What comes back is checked against row sums that are computed here in int64, after Huang and
 * Abraham, "Algorithm-Based Fault Tolerance for Matrix Operations" (1984): a device that rounds, or
 * that is broken, is told and does not damage statistics.
 *
 * <p>NOT thread-safe.
 */
public final class IntegerProducts implements AutoCloseable {
  /** Rows of which no sum of products leaves 2^53. */
  static final int EXACT_ROWS = 1 << 23;

  /** Values on the device at a time; 128 MiB. */
  private static final int RESIDENT = 1 << 24;

  /**
   * Rows of a symmetric product that are computed at a time: the wider, the better the device is
   * used, and the more is computed below the diagonal for nothing.
   */
  private static final int PANEL = 512;

  private final NDManager device;
  private final int maxRows;

  /** Products on {@code device}. */
  public IntegerProducts(TensorDevice device) {
    this(device, EXACT_ROWS);
  }

  IntegerProducts(TensorDevice device, int maxRows) {
    this.device = device.newScope();
    this.device.cap(); // every product in a scope of its own
    this.maxRows = Math.min(maxRows, EXACT_ROWS);
  }

  /**
   * The symmetric matrix {@code sum over n of signs[n] x[n] x[n]^T}, where x[n] is row n.
   *
   * @param matrix [rows, columns]
   * @param signs [rows], each +1 or -1; not modified
   * @param width of the blocks of the result
   * @return the blocks of {@link UpperBlocks} by index, each row by row
   * @throws AmelesException with {@link ErrorCode#ENGINE} if the device does not multiply exactly
   */
  public long[][] gram(IntegerMatrix matrix, int[] signs, int width) {
    if (signs.length != matrix.rows()) {
      throw new IllegalArgumentException(
          "%d signs for %d rows".formatted(signs.length, matrix.rows()));
    }
    UpperBlocks blocks = new UpperBlocks(matrix.columns(), width);
    GramBlocks sums = new GramBlocks(blocks);
    int atOnce = Math.max(1, Math.min(maxRows, RESIDENT / matrix.columns()));
    for (int from = 0; from < matrix.rows(); from += atOnce) {
      int to = Math.min(matrix.rows(), from + atOnce);
      addRows(new SignedRows(matrix, signs, from, to), sums);
    }
    return sums.toArrays();
  }

  /**
   * How many multiplications and additions {@link #gram} carries out on the device for a row: more
   * than half of those of a whole product.
   */
  public static double operationsPerRow(int columns, int width) {
    double operations = 0;
    for (int from = 0; from < columns; from += panel(width)) {
      operations += 2.0 * Math.min(panel(width), columns - from) * (columns - from);
    }
    return operations;
  }

  private static int panel(int width) {
    return Math.max(1, PANEL / width) * width;
  }

  private void addRows(SignedRows rows, GramBlocks sums) {
    UpperBlocks blocks = sums.blocks();
    int panel = panel(blocks.width());
    try (NDManager scope = device.newSubManager()) {
      NDArray right = load(scope, rows.toFloats(), rows.columns());
      NDArray left = rows.anyNegative() ? right.mul(signColumn(scope, rows.signs())) : right;
      // From the last panel to the first, as the row sums behind a panel add up that way.
      for (int from = (blocks.size() - 1) / panel * panel; from >= 0; from -= panel) {
        int to = Math.min(blocks.size(), from + panel);
        long[] expected = rows.expectedRowSums(from, to);
        try (NDArray columns = left.get(new NDIndex(":, {}:{}", from, to));
            NDArray transposed = columns.transpose();
            NDArray tail = right.get(new NDIndex(":, {}:{}", from, blocks.size()));
            NDArray product = transposed.matMul(tail)) {
          read(product, from, expected, sums);
        }
      }
    }
  }

  /** Adds the product of rows {@code from} on with columns {@code from} on, if it is right. */
  static void read(NDArray product, int from, long[] expected, GramBlocks sums) {
    DoubleBuffer values = product.toByteBuffer(true).asDoubleBuffer();
    double[] row = new double[sums.blocks().size() - from];
    for (int i = 0; i < expected.length; i++) {
      values.get(row);
      if (sums.add(from + i, from, row) != expected[i]) {
        throw inexact();
      }
    }
  }

  /** What is thrown where a sum of whole numbers came out wrong. */
  static AmelesException inexact() {
    return new AmelesException(
        ErrorCode.ENGINE,
        "The device does not multiply float64 matrices exactly, which exact learners need; choose another device, such as cpu.");
  }

  /** Whole numbers in float64 on the device, [rows, columns]. */
  static NDArray load(NDManager scope, float[] values, int columns) {
    Shape shape = new Shape(values.length / columns, columns);
    // Half the bytes to move. Not INT16: creating an array of that type aborts the process.
    try (NDArray narrow = scope.create(FloatBuffer.wrap(values), shape)) {
      return narrow.toType(DataType.FLOAT64, false);
    }
  }

  private static NDArray signColumn(NDManager scope, int[] signs) {
    double[] column = new double[signs.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = signs[i];
    }
    return scope.create(column, new Shape(column.length, 1));
  }

  @Override
  public void close() {
    device.close();
  }
}
