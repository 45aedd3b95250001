package io.ameles.model.encode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Pixels in 8-bit red, green and blue. Immutable and thread-safe. */
public final class RgbImage {
  static final int CHANNELS = 3;

  private final int height;
  private final int width;
  private final byte[] rgb;

  /** Takes {@code rgb} over. */
  RgbImage(int height, int width, byte[] rgb) {
    if (height < 1 || width < 1 || rgb.length != (long) height * width * CHANNELS) {
      throw new IllegalArgumentException(
          "%d bytes are no %d x %d pixels".formatted(rgb.length, height, width));
    }
    this.height = height;
    this.width = width;
    this.rgb = rgb;
  }

  /**
   * @param rgb [height, width, 3] from 0 to 255; copied
   */
  public static RgbImage of(int height, int width, byte[] rgb) {
    return new RgbImage(height, width, rgb.clone());
  }

  /** Rows of pixels. */
  public int height() {
    return height;
  }

  /** Pixels of a row. */
  public int width() {
    return width;
  }

  /** A colour's value from 0 to 255; {@code channel} is 0 for red, 1 for green, 2 for blue. */
  public int get(int row, int column, int channel) {
    return rgb[(row * width + column) * CHANNELS + channel] & 0xff;
  }

  /** All values [height, width, 3]; a copy. */
  public byte[] toBytes() {
    return rgb.clone();
  }

  /** As a payload of type {@link PayloadType#RGB}. */
  public byte[] toPayload() {
    return ByteBuffer.allocate(2 * Integer.BYTES + rgb.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(height)
        .putInt(width)
        .put(rgb)
        .array();
  }

  /** All values [height, width, 3]; neither copied nor to be modified. */
  byte[] rgb() {
    return rgb;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RgbImage that
        && height == that.height
        && width == that.width
        && Arrays.equals(rgb, that.rgb);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rgb);
  }

  /** Says the size only: a picture is personal data and has no place in a log. */
  @Override
  public String toString() {
    return "RgbImage[%d x %d]".formatted(height, width);
  }
}
