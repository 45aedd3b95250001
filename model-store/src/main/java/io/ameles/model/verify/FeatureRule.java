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
  private static final int MAX_SHIFT = 30;

  private final int dimension;
  private final int size;
  private final int shift;
  private final @Nullable SignSums signs; // null for the embedding itself

  private FeatureRule(int dimension, int size, int shift, @Nullable SignSums signs) {
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
          if (size < 1 || size > MAX_SIZE || shift < 0 || shift > MAX_SHIFT) {
            throw new IllegalArgumentException("there is no such size or shift");
          }
          yield new FeatureRule(dimension, size, shift, new SignSums(dimension, size, seed));
        }
        default -> throw new IllegalArgumentException("there are no such features");
      };
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE,
          "The manifest's settings of learner %s say no features that there are: %s."
              .formatted(learner.name(), settings),
          e);
    }
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
    if (signs == null) {
      return transpose(embeddings, rows);
    }
    double[] features = signs.of(embeddings, rows);
    for (int i = 0; i < features.length; i++) {
      features[i] = Math.min(LIMIT, (long) Math.max(0, features[i]) >> shift);
    }
    return features;
  }

  private double[] transpose(double[] embeddings, int rows) {
    double[] transposed = new double[embeddings.length];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < dimension; i++) {
        transposed[row * dimension + i] = embeddings[i * rows + row];
      }
    }
    return transposed;
  }
}
