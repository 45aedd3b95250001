package io.ameles.model.embed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** An immutable vector of int16 values in [-32767, 32767]. Thread-safe. */
public final class QuantizedVector {
  private final short[] values;

  private QuantizedVector(short[] values) {
    this.values = values;
  }

  /**
   * @param values [dimension]; copied
   */
  public static QuantizedVector of(short... values) {
    return ofOwned(values.clone());
  }

  static QuantizedVector ofOwned(short[] values) {
    return new QuantizedVector(values);
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @param bytes int16 little-endian; not modified
   */
  public static QuantizedVector fromBytes(byte[] bytes) {
    if (bytes.length % Short.BYTES != 0) {
      throw new IllegalArgumentException("%d bytes are no int16 values".formatted(bytes.length));
    }
    short[] values = new short[bytes.length / Short.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(values);
    return new QuantizedVector(values);
  }

  /** The values as int16 little-endian, one after the other; a new array. */
  public byte[] toBytes() {
    byte[] bytes = new byte[values.length * Short.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(values);
    return bytes;
  }

  /** How many values. */
  public int dimension() {
    return values.length;
  }

  /** The value at {@code index}. */
  public short get(int index) {
    return values[index];
  }

  /**
   * Adds {@code sign} times this vector to {@code sums}.
   *
   * @param sums [dimension]; modified
   */
  public void addTo(long[] sums, int sign) {
    short[] local = values;
    if (sums.length != local.length) {
      throw new IllegalArgumentException(
          "a vector of %d does not add to %d sums".formatted(local.length, sums.length));
    }
    for (int i = 0; i < local.length; i++) {
      sums[i] += sign * local[i];
    }
  }

  /**
   * Writes the vector in the unit of the features, each value times {@code step}, to {@code target}
   * from {@code offset} on. Exact: int16 times a power of two fits float32.
   *
   * @param target modified
   */
  public void dequantize(float step, float[] target, int offset) {
    for (int i = 0; i < values.length; i++) {
      target[offset + i] = values[i] * step;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantizedVector that && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Says the dimension only: the values are personal data and have no place in a log. */
  @Override
  public String toString() {
    return "QuantizedVector[dimension=" + values.length + "]";
  }
}
