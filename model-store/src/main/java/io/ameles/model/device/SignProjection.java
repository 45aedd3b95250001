package io.ameles.model.device;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/**
 * The map {@code h = min(max(0, S q) >> shift, 32767)} for vectors q of int16 values and a matrix S
 * of signs, on a device. Exact: the sums are whole numbers below 2^53.
 *
 * <p>NOT thread-safe.
 */
public final class SignProjection implements AutoCloseable {
  private static final int LIMIT = Short.MAX_VALUE;

  /** Results on the device at a time; 128 MiB. */
  private static final int RESIDENT = 1 << 24;

  private final NDManager device;
  private final NDArray signs; // [dimension, features]
  private final int features;
  private final int dimension;
  private final int shift;

  /**
   * @param device where to compute
   * @param signs [features, dimension] row by row, each +1 or -1; not modified
   * @param dimension of the vectors
   * @param shift 0 to 30
   */
  public SignProjection(TensorDevice device, float[] signs, int dimension, int shift) {
    this.device = device.newScope();
    this.features = signs.length / dimension;
    this.dimension = dimension;
    this.shift = shift;
    this.signs = IntegerProducts.load(this.device, signs, dimension).transpose();
    this.device.cap();
  }

  /** The features of every row, [rows, features]. */
  public IntegerMatrix apply(IntegerMatrix rows) {
    requireDimension(rows.columns());
    short[] result = new short[rows.rows() * features];
    int atOnce = Math.max(1, RESIDENT / Math.max(features, dimension));
    for (int from = 0; from < rows.rows(); from += atOnce) {
      int to = Math.min(rows.rows(), from + atOnce);
      try (NDManager scope = device.newSubManager()) {
        NDArray batch = apply(IntegerProducts.load(scope, rows.toFloats(from, to), dimension));
        copy(batch.toDoubleArray(), result, from * features);
      }
    }
    return new IntegerMatrix(rows.rows(), features, result);
  }

  private static void copy(double[] values, short[] target, int offset) {
    for (int i = 0; i < values.length; i++) {
      target[offset + i] = (short) values[i];
    }
  }

  /**
   * The features of every row.
   *
   * @param rows [rows, dimension] float64, whole numbers
   * @return [rows, features] float64, whole numbers; belongs to the manager of {@code rows}
   */
  public NDArray apply(NDArray rows) {
    requireDimension(rows.getShape().get(1));
    try (NDArray sums = rows.matMul(signs);
        NDArray rectified = sums.clip(0, Math.scalb((double) LIMIT, shift))) {
      return rectified.muli(Math.scalb(1.0, -shift)).floor();
    }
  }

  private void requireDimension(long columns) {
    if (columns != dimension) {
      throw new IllegalArgumentException(
          "vectors of %d instead of %d values".formatted(columns, dimension));
    }
  }

  @Override
  public void close() {
    device.close();
  }
}
