package io.ameles.model.encode;

import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.MalformedEventException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Turns a payload's bytes into pixels. Hostile bytes cost no more than {@code maxPixels} pixels: an
 * image's stated size is looked at before anything is made of it.
 *
 * <p>The values are those that the file states: no colour profile and no gamma is applied, a grey
 * value counts for all three channels, transparency is ignored, and of 16 bits the upper 8 count.
 *
 * <p>Immutable and thread-safe.
 */
public final class ImageDecoder {
  private final int maxPixels;

  /**
   * @param maxPixels the most that an image may have
   */
  public ImageDecoder(int maxPixels) {
    this.maxPixels = maxPixels;
  }

  /**
   * @param payload from position to limit; position and content are left alone
   * @throws MalformedEventException with {@link DeadLetterCode#UNREADABLE_IMAGE} if the bytes are
   *     no whole image of that type, or {@link DeadLetterCode#TOO_LARGE} if it has too many pixels;
   *     never anything else
   */
  public RgbImage decode(PayloadType type, ByteBuffer payload) throws MalformedEventException {
    return switch (type) {
      case PNG, JPEG -> new ImageFile(type, maxPixels).read(payload);
      case RGB -> pixels(payload);
    };
  }

  private RgbImage pixels(ByteBuffer payload) throws MalformedEventException {
    ByteBuffer bytes = payload.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < 2 * Integer.BYTES) {
      throw unreadable("The payload ends before its height and width.");
    }
    long height = Integer.toUnsignedLong(bytes.getInt());
    long width = Integer.toUnsignedLong(bytes.getInt());
    requireSize(height, width, maxPixels);
    if (bytes.remaining() != height * width * RgbImage.CHANNELS) {
      throw unreadable(
          "%d x %d pixels need %d bytes after height and width; there are %d."
              .formatted(height, width, height * width * RgbImage.CHANNELS, bytes.remaining()));
    }
    byte[] rgb = new byte[bytes.remaining()];
    bytes.get(rgb);
    return new RgbImage((int) height, (int) width, rgb);
  }

  static void requireSize(long height, long width, int maxPixels) throws MalformedEventException {
    if (height < 1 || width < 1) {
      throw unreadable("The image has no pixels.");
    }
    // Written so that no hostile size can overflow.
    if (height > maxPixels / width) {
      throw new MalformedEventException(
          DeadLetterCode.TOO_LARGE,
          "The image has %d x %d pixels; the limit is %d in all. Send a smaller one, or raise encoder.max-pixels."
              .formatted(height, width, maxPixels));
    }
  }

  static MalformedEventException unreadable(String message) {
    return new MalformedEventException(DeadLetterCode.UNREADABLE_IMAGE, message);
  }
}
