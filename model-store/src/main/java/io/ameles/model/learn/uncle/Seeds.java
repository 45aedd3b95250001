package io.ameles.model.learn.uncle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;

/** Independent streams of numbers from one seed, told apart by what they are for. */
record Seeds(long seed) {
  /** The first eight bytes of SHA-256 over the seed, the purpose and the name. */
  long derive(String purpose, String name) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
      sha256.update((purpose + "\n" + name).getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(sha256.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  Random random(String purpose, long number) {
    return new Random(derive(purpose, Long.toString(number)));
  }

  /** {@code count} draws from N(0, scale^2). */
  static float[] gaussian(Random random, int count, double scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }
}
