package io.ameles.model.encode;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.schema.MalformedEventException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Pictures that are the same everywhere, to see whether two machines compute the same embeddings of
 * them: noise in two shapes, and a JPEG file, since Java platforms differ in how they decode that.
 */
final class TestPictures {
  private static final int SIDE = 224;
  private static final String JPEG = "test-picture.jpg";

  private TestPictures() {}

  /** One of them. */
  static RgbImage any() {
    return noise(SIDE, SIDE);
  }

  /**
   * SHA-256 of every bit of their embeddings, in lower-case hexadecimal.
   *
   * @throws AmelesException with {@link ErrorCode#CONFIGURATION} if the encoder does not take them
   *     all, which are of two shapes
   */
  static String fingerprint(Encoder encoder) {
    List<RgbImage> pictures = List.of(noise(SIDE, SIDE), noise(SIDE - 32, SIDE + 32), jpeg());
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (Embedding embedding : encoder.embed(pictures)) {
        float[] values = embedding.orThrow();
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        sha256.update(bytes.array());
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } catch (MalformedEventException e) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION, "this model takes one size only; set encoder.size", e);
    }
  }

  /** Bytes of a linear congruential generator, with Knuth's constants. */
  private static RgbImage noise(int height, int width) {
    byte[] rgb = new byte[height * width * RgbImage.CHANNELS];
    long state = 1;
    for (int i = 0; i < rgb.length; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      rgb[i] = (byte) (state >>> 56);
    }
    return new RgbImage(height, width, rgb);
  }

  private static RgbImage jpeg() {
    try (InputStream file = TestPictures.class.getResourceAsStream(JPEG)) {
      if (file == null) {
        throw new IllegalStateException(JPEG + " is not on the class path");
      }
      return new ImageDecoder(EncoderSettings.MAX_PIXELS)
          .decode(PayloadType.JPEG, ByteBuffer.wrap(file.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(JPEG, e);
    } catch (MalformedEventException e) {
      throw new IllegalStateException("this Java platform does not read JPEG", e);
    }
  }
}
