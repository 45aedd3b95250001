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
  private final long[] signSums; // [dimension], over all features
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
    this.signSums = new long[dimension];
    for (int i = 0; i < signs.length; i++) {
      signSums[i % dimension] += (long) signs[i];
    }
    try {
      this.signs = IntegerProducts.load(this.device, signs, dimension).transpose();
    } catch (RuntimeException e) {
      this.device.close();
      throw e;
    }
    this.device.cap();
  }

  /**
   * The features of every row, [rows, features]. The sums of a row are added up and compared with
   * what they must come to, as {@link IntegerProducts} does.
   *
   * @throws io.ameles.model.AmelesException with {@link io.ameles.model.ErrorCode#ENGINE} if the
   *     device does not multiply exactly
   */
  public IntegerMatrix apply(IntegerMatrix rows) {
    requireDimension(rows.columns());
    short[] result = new short[rows.rows() * features];
    int atOnce = Math.max(1, RESIDENT / Math.max(features, dimension));
    for (int from = 0; from < rows.rows(); from += atOnce) {
      int to = Math.min(rows.rows(), from + atOnce);
      try (NDManager scope = device.newSubManager()) {
        NDArray batch = IntegerProducts.load(scope, rows.toFloats(from, to), dimension);
        NDArray sums = batch.matMul(signs);
        requireExact(sums.sum(new int[] {1}).toDoubleArray(), rows, from, signSums);
        copy(rectify(sums).toDoubleArray(), result, from * features);
      }
    }
    return new IntegerMatrix(rows.rows(), features, result);
  }

  /**
   * Compares the sum of each row of a product, before anything is cut off, with that in int64.
   * Neither leaves 2^53: there are less than 2^31 signs.
   *
   * @param totals of the rows of the product, which are those of {@code rows} from {@code from} on
   */
  static void requireExact(double[] totals, IntegerMatrix rows, int from, long[] signSums) {
    int at = from * signSums.length;
    for (double total : totals) {
      long expected = 0;
      for (long signSum : signSums) {
        expected += signSum * rows.values()[at];
        at++;
      }
      if (total != (double) expected) {
        throw IntegerProducts.inexact();
      }
    }
  }

  private static void copy(double[] values, short[] target, int offset) {
    for (int i = 0; i < values.length; i++) {
      target[offset + i] = (short) values[i];
    }
  }

  /**
   * The features of every row, not compared with anything.
   *
   * @param rows [rows, dimension] float64, whole numbers
   * @return [rows, features] float64, whole numbers; belongs to the manager of {@code rows}
   */
  public NDArray apply(NDArray rows) {
    requireDimension(rows.getShape().get(1));
    try (NDArray sums = rows.matMul(signs)) {
      return rectify(sums);
    }
  }

  private NDArray rectify(NDArray sums) {
    try (NDArray rectified = sums.clip(0, Math.scalb((double) LIMIT, shift))) {
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
