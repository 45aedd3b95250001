package io.ameles.demo.dataset;

import java.util.Arrays;
import java.util.Objects;

/** Features that are float32 from the start. */
final class FloatRows implements RowSource {

  private final float[] values;
  private final int dimension;

  /**
   * @param values [rows x dimension] in row order; owned by this object from now on
   */
  FloatRows(float[] values, int dimension) {
    if (dimension < 1 || values.length % dimension != 0) {
      throw new IllegalArgumentException(
          values.length + " values do not make rows of " + dimension);
    }
    this.values = values;
    this.dimension = dimension;
  }

  @Override
  public int size() {
    return values.length / dimension;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public float[] features(int row) {
    int from = Objects.checkIndex(row, size()) * dimension;
    return Arrays.copyOfRange(values, from, from + dimension);
  }
}
