package io.ameles.demo.dataset;

import java.util.Objects;

/** Features of one byte each: 0 to 255 stand for 0 to {@code full} in equal steps. */
final class ByteRows implements RowSource {

  private final byte[] values;
  private final int dimension;
  private final float[] valueOfByte = new float[256];

  /**
   * @param values [rows x dimension] in row order, unsigned; owned by this object from now on
   * @param full the feature that byte 255 stands for
   */
  ByteRows(byte[] values, int dimension, float full) {
    if (dimension < 1 || values.length % dimension != 0) {
      throw new IllegalArgumentException(
          values.length + " values do not make rows of " + dimension);
    }
    this.values = values;
    this.dimension = dimension;
    for (int i = 0; i < valueOfByte.length; i++) {
      valueOfByte[i] = i * full / 255;
    }
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
    float[] features = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      features[i] = valueOfByte[values[from + i] & 0xff];
    }
    return features;
  }
}
