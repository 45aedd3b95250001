package io.ameles.model.verify;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.version.Manifest;
import java.util.Map;

/**
 * Projections and keys of a counting bottleneck, written out from the specification in
 * docs/learners/counting-bottleneck.md in plain integers.
 *
 * <p>NOT thread-safe.
 */
final class FrozenKeys {
  static final int LIMIT = 32767;

  private static final int MAX_HEADS = 4096;
  private static final int MAX_KEYS = 16_384;
  private static final int MAX_SIZE = 64;
  private static final int TYPICAL_EXPONENT = 12;
  private static final int BLOCK = 65_536; // inputs whose sum fits int32

  final int heads;
  final int perHead;
  final int size;
  private final long seed;
  private final int shift;
  private final int spread;
  private final int dimension;
  private final int[] signs;
  private int[] keys = {};

  /**
   * @throws IllegalArgumentException if {@code settings} are none of a counting bottleneck
   */
  FrozenKeys(Map<String, String> settings, Manifest.Intake intake) {
    this.heads = bounded(settings, "heads", MAX_HEADS);
    this.perHead = bounded(settings, "keys-per-head", MAX_KEYS);
    this.size = bounded(settings, "key-dimension", MAX_SIZE);
    this.seed = Long.parseLong(text(settings, "seed"));
    double steps = Math.scalb(Double.parseDouble(text(settings, "length")), -intake.stepExponent());
    this.shift = Math.max(0, Math.getExponent(steps) - TYPICAL_EXPONENT);
    double unit = Math.rint(Math.scalb(steps, -shift));
    this.spread = (int) Math.max(1, Math.min(LIMIT, unit));
    this.dimension = intake.dimension();
    long stream = output(seed, 0);
    this.signs = new int[Math.multiplyExact(dimension, heads * size)];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = output(stream, i) < 0 ? -1 : 1;
    }
  }

  static String text(Map<String, String> settings, String key) {
    String text = settings.get(key);
    if (text == null) {
      throw new IllegalArgumentException("there is no setting " + key);
    }
    return text;
  }

  private static int bounded(Map<String, String> settings, String key, int most) {
    int value = Integer.parseInt(text(settings, key));
    if (value < 1 || value > most) {
      throw new IllegalArgumentException("%s is %d".formatted(key, value));
    }
    return value;
  }

  /** Output {@code index} of SplitMix64 with this seed. */
  static long output(long seed, long index) {
    long z = seed + (index + 1) * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  long seed() {
    return seed;
  }

  /** Takes keys from the seed. */
  void drawKeys() {
    long stream = output(seed, 1);
    int[] drawn = new int[heads * perHead * size];
    for (int n = 0; n < drawn.length; n++) {
      long g = -393_210;
      for (int piece = 0; piece < 12; piece++) {
        g += (output(stream, 3L * n + piece / 4) >>> (16 * (piece % 4))) & 0xffff;
      }
      drawn[n] = clamp(Math.floorDiv(g * spread, 65_536L));
    }
    useKeys(drawn);
  }

  /** Takes keys, [heads, keys per head, size]; not copied. */
  void useKeys(int[] given) {
    keys = given;
  }

  /** [heads, size]. */
  int[] project(QuantizedVector vector) {
    int columns = heads * size;
    long[] sums = new long[columns];
    for (int from = 0; from < dimension; from += BLOCK) {
      int[] block = new int[columns];
      for (int i = from; i < Math.min(dimension, from + BLOCK); i++) {
        int value = vector.get(i);
        int row = i * columns;
        for (int m = 0; m < columns; m++) {
          block[m] += signs[row + m] * value;
        }
      }
      for (int m = 0; m < columns; m++) {
        sums[m] += block[m];
      }
    }
    int[] projected = new int[columns];
    for (int m = 0; m < columns; m++) {
      projected[m] = clamp(sums[m] >> shift);
    }
    return projected;
  }

  /** The pair, head times keys per head plus key, that a projection is assigned to in a head. */
  int nearest(int[] projected, int head) {
    int best = -1;
    long least = Long.MAX_VALUE;
    for (int pair = head * perHead; pair < (head + 1) * perHead; pair++) {
      long distance = 0;
      for (int i = 0; i < size; i++) {
        long difference = (long) projected[head * size + i] - keys[pair * size + i];
        distance += difference * difference;
      }
      if (distance < least) {
        least = distance;
        best = pair;
      }
    }
    return best;
  }

  static int clamp(long value) {
    return (int) Math.max(-LIMIT, Math.min(LIMIT, value));
  }
}
