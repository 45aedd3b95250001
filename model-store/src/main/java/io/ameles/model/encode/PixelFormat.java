package io.ameles.model.encode;

/** How a model takes its pixels: type, and order of rows (n), height, width and channels. */
public enum PixelFormat {
  /** uint8 from 0 to 255, [n, height, width, 3]. */
  UINT8_NHWC(Byte.BYTES),
  /** float32, scaled to 0 to 1 and standardised per channel, [n, height, width, 3]. */
  FLOAT32_NHWC(Float.BYTES),
  /** float32, scaled to 0 to 1 and standardised per channel, [n, 3, height, width]. */
  FLOAT32_NCHW(Float.BYTES);

  private final int bytesPerValue;

  PixelFormat(int bytesPerValue) {
    this.bytesPerValue = bytesPerValue;
  }

  int bytesPerValue() {
    return bytesPerValue;
  }
}
