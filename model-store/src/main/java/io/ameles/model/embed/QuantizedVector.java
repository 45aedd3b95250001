package io.ameles.model.embed;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** An immutable vector of int16 values in [-32767, 32767]. Thread-safe. */
public final class QuantizedVector {
  // Kept as it travels and lies in state, so that passing it on is copying bytes; the arithmetic
  // reads two of them at a time.
  private static final VarHandle INT16 =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;

  private QuantizedVector(byte[] bytes) {
    if (bytes.length % Short.BYTES != 0) {
      throw new IllegalArgumentException("%d bytes are no int16 values".formatted(bytes.length));
    }
    this.bytes = bytes;
  }

  /**
   * @param values [dimension]; copied
   */
  public static QuantizedVector of(short... values) {
    byte[] bytes = new byte[values.length * Short.BYTES];
    for (int i = 0; i < values.length; i++) {
      INT16.set(bytes, i * Short.BYTES, values[i]);
    }
    return new QuantizedVector(bytes);
  }

  /**
   * Reads what {@link #toBytes} wrote.
   *
   * @param bytes int16 little-endian; copied
   */
  public static QuantizedVector fromBytes(byte[] bytes) {
    return new QuantizedVector(bytes.clone());
  }

  /** Reads what {@link #writeTo} wrote. */
  public static QuantizedVector readFrom(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new QuantizedVector(bytes);
  }

  /** Writes the number of bytes, int32 big-endian, and the values as {@link #toBytes} does. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** The values as int16 little-endian, one after the other; a new array. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** How many values. */
  public int dimension() {
    return bytes.length / Short.BYTES;
  }

  /** The value at {@code index}. */
  public short get(int index) {
    return (short) INT16.get(bytes, index * Short.BYTES);
  }

  /**
   * Adds {@code sign} times this vector to {@code sums}.
   *
   * @param sums [dimension]; modified
   */
  public void addTo(long[] sums, int sign) {
    if (sums.length != dimension()) {
      throw new IllegalArgumentException(
          "a vector of %d does not add to %d sums".formatted(dimension(), sums.length));
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] += (long) sign * get(i);
    }
  }

  /**
   * Writes the vector in the unit of the features, each value times {@code step}, to {@code target}
   * from {@code offset} on. Exact: int16 times a power of two fits float32.
   *
   * @param target modified
   */
  public void dequantize(float step, float[] target, int offset) {
    for (int i = 0; i < dimension(); i++) {
      target[offset + i] = get(i) * step;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantizedVector that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Says the dimension only: the values are personal data and have no place in a log. */
  @Override
  public String toString() {
    return "QuantizedVector[dimension=%d]".formatted(dimension());
  }
}
