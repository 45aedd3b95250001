package io.ameles.model.verify;

import java.util.stream.IntStream;

/**
 * Sums of vectors' values under signs drawn by SplitMix64, written out from docs/learners/ridge.md.
 * Looks the sums of eight values up in a table of all 256 ways to sign them, which is why it is
 * quick enough without a device. Exact: whole numbers below 2^53 in float64.
 */
final class SignSums {
  private static final int GROUP = 8;
  private static final int WAYS = 1 << GROUP;

  /** Vectors of which the sums stay in the cache. */
  private static final int CHUNK = 32;

  private final int dimension;
  private final int size;
  private final byte[] ways; // [groups of values, size], bit b set: value b counts positively

  SignSums(int dimension, int size, long seed) {
    this.dimension = dimension;
    this.size = size;
    this.ways = new byte[Math.multiplyExact((dimension + GROUP - 1) / GROUP, size)];
    for (int feature = 0; feature < size; feature++) {
      for (int i = 0; i < dimension; i++) {
        long bit = (long) feature * dimension + i;
        long set = word(seed, bit / Long.SIZE) >>> (bit % Long.SIZE) & 1;
        ways[i / GROUP * size + feature] |= (byte) (set << i % GROUP);
      }
    }
  }

  private static long word(long seed, long number) {
    long z = seed + (number + 1) * 0x9E3779B97F4A7C15L;
    z ^= z >>> 30;
    z *= 0xBF58476D1CE4E5B9L;
    z ^= z >>> 27;
    z *= 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /**
   * The sums of some vectors.
   *
   * @param vectors [dimension, count], one per column
   * @return [count, size], one row per vector
   */
  double[] of(double[] vectors, int count) {
    double[] result = new double[Math.multiplyExact(count, size)];
    IntStream.range(0, (count + CHUNK - 1) / CHUNK)
        .parallel()
        .forEach(
            chunk -> {
              int from = chunk * CHUNK;
              int width = Math.min(CHUNK, count - from);
              double[] sums = sums(vectors, count, from, width);
              for (int feature = 0; feature < size; feature++) {
                for (int n = 0; n < width; n++) {
                  result[(from + n) * size + feature] = sums[feature * width + n];
                }
              }
            });
    return result;
  }

  /** [size, width], for the vectors {@code from} on. */
  private double[] sums(double[] vectors, int count, int from, int width) {
    double[] sums = new double[size * width];
    double[] table = new double[WAYS * width];
    for (int first = 0; first < dimension; first += GROUP) {
      tabulate(vectors, count, from, first, width, table);
      int group = first / GROUP * size;
      for (int feature = 0; feature < size; feature++) {
        int way = (ways[group + feature] & 0xff) * width;
        int target = feature * width;
        for (int n = 0; n < width; n++) {
          sums[target + n] += table[way + n];
        }
      }
    }
    return sums;
  }

  /** [ways, width]: the values {@code first} on of each vector, signed in every way. */
  private void tabulate(
      double[] vectors, int count, int from, int first, int width, double[] table) {
    for (int n = 0; n < width; n++) {
      double sum = 0;
      for (int i = first; i < Math.min(dimension, first + GROUP); i++) {
        sum -= vectors[i * count + from + n];
      }
      table[n] = sum;
    }
    for (int way = 1; way < WAYS; way++) {
      int turned = first + Integer.numberOfTrailingZeros(way);
      int before = (way & (way - 1)) * width;
      for (int n = 0; n < width; n++) {
        double value = turned < dimension ? vectors[turned * count + from + n] : 0;
        table[way * width + n] = table[before + n] + 2 * value;
      }
    }
  }
}
