package io.ameles.model.embed.codebook;

/**
 * Keys from a seed. Component number n, counted over heads, keys and dimensions in this order, is
 * made of outputs 3n to 3n + 2 of {@link SplitMix64} started with output 1 of {@link SplitMix64}
 * started with the seed:
 *
 * <pre>
 *   g   = sum of the twelve 16-bit pieces of the three outputs - 393210
 *   key = clamp(floor(g * spread / 2^16), -32767, 32767)
 * </pre>
 *
 * <p>The sum of twelve even numbers is all but normal, its standard deviation is 2^16 and needs no
 * function that languages compute differently.
 */
final class SeededKeys {
  private static final int WORDS = 3;
  private static final int MEAN = 12 * 65535 / 2;

  private SeededKeys() {}

  static short[] draw(long seed, int count, int spread) {
    long stream = SplitMix64.at(seed, 1);
    short[] keys = new short[count];
    for (int n = 0; n < count; n++) {
      long sum = -MEAN;
      for (int word = 0; word < WORDS; word++) {
        long bits = SplitMix64.at(stream, (long) n * WORDS + word);
        sum +=
            (bits & 0xffff) + ((bits >>> 16) & 0xffff) + ((bits >>> 32) & 0xffff) + (bits >>> 48);
      }
      long key = (sum * spread) >> 16;
      keys[n] = (short) Math.max(-Projection.LIMIT, Math.min(Projection.LIMIT, key));
    }
    return keys;
  }
}
