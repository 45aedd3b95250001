package io.ameles.model.verify;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.version.Manifest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the learner ridge makes of an embedding, read from a manifest and written out from
 * docs/learners/ridge.md.
 */
final class FeatureRule {
  private static final int LIMIT = 32_767;
  private static final int MAX_SIZE = 10_000;

  private final int dimension;
  private final int size;
  private final int shift;
  private final double @Nullable [] signs; // [dimension, size]; null for the embedding itself

  private FeatureRule(int dimension, int size, int shift, double @Nullable [] signs) {
    if (size < 1 || size > MAX_SIZE || shift < 0 || shift > 30) {
      throw new IllegalArgumentException("there is no such size or shift");
    }
    this.dimension = dimension;
    this.size = size;
    this.shift = shift;
    this.signs = signs;
  }

  /**
   * The rule that a manifest states.
   *
   * @throws AmelesException with {@link ErrorCode#CORRUPT_FILE} if it states none
   */
  static FeatureRule of(Manifest.Learner learner, int dimension) {
    Map<String, String> settings = learner.settings();
    try {
      return switch (settings.getOrDefault("features", "")) {
        case "raw" -> new FeatureRule(dimension, dimension, 0, null);
        case "random" -> {
          int size = Integer.parseInt(settings.getOrDefault("size", ""));
          long seed = Long.parseLong(settings.getOrDefault("seed", ""));
          int shift = Integer.parseInt(settings.getOrDefault("shift", ""));
          yield new FeatureRule(dimension, size, shift, signs(dimension, size, seed));
        }
        default -> throw new IllegalArgumentException("there are no such features");
      };
    } catch (IllegalArgumentException | NegativeArraySizeException | ArithmeticException e) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE,
          "The manifest's settings of learner %s say no features that there are: %s."
              .formatted(learner.name(), settings),
          e);
    }
  }

  private static double[] signs(int dimension, int size, long seed) {
    double[] signs = new double[Math.multiplyExact(dimension, size)];
    for (int feature = 0; feature < size; feature++) {
      for (int i = 0; i < dimension; i++) {
        long bit = (long) feature * dimension + i;
        boolean set = (word(seed, bit / 64) >>> (bit % 64) & 1) != 0;
        signs[i * size + feature] = set ? 1 : -1;
      }
    }
    return signs;
  }

  private static long word(long seed, long number) {
    long z = seed + (number + 1) * 0x9E3779B97F4A7C15L;
    z ^= z >>> 30;
    z *= 0xBF58476D1CE4E5B9L;
    z ^= z >>> 27;
    z *= 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  int size() {
    return size;
  }

  /**
   * The features of some embeddings.
   *
   * @param embeddings [dimension, rows], one per column
   * @return [rows, size], one per row
   */
  double[] apply(double[] embeddings, int rows) {
    double[] features = new double[rows * size];
    if (signs == null) {
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < dimension; i++) {
          features[row * dimension + i] = embeddings[i * rows + row];
        }
      }
      return features;
    }
    WholeProducts.add(embeddings, rows, signs, size, features, false);
    for (int i = 0; i < features.length; i++) {
      features[i] = Math.min(LIMIT, (long) Math.max(0, features[i]) >> shift);
    }
    return features;
  }
}
