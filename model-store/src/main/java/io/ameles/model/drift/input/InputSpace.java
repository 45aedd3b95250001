package io.ameles.model.drift.input;

import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Normalization;
import java.io.Serializable;

/**
 * What turns embeddings into the statistics that are kept of them. Sums of different spaces have
 * nothing to do with one another.
 *
 * @param embedding of the embeddings
 * @param features entries of the random Fourier features; even
 * @param bandwidth of the Gaussian kernel exp(-|x - y|^2 / (2 bandwidth^2)), in the unit of the
 *     embeddings
 * @param unit what a value of an embedding is compared with, in the unit of the embeddings: the
 *     edges of its histogram are fixed multiples of it
 * @param seed of the frequencies
 */
public record InputSpace(
    EmbeddingSpace embedding, int features, double bandwidth, double unit, long seed)
    implements Serializable {
  /**
   * Suits unit vectors. The usual choice, the root of half the median squared distance, would be
   * read off the first examples, and so would have to change when they are deleted, and with it all
   * that was added up. On the unit sphere it hardly varies: two vectors whose cosine is c are 2 -
   * 2c apart (squared), so the rule gives 1 for unrelated vectors, 0.5 for a cosine of 0.75, and
   * this for 0.5. Between 0.5 and 2 it makes little difference to what is noticed
   * (benchmarks/README.md).
   */
  public static final double UNIT_BANDWIDTH = 0.7;

  /** How many features are enough for most. */
  public static final int DEFAULT_FEATURES = 256;

  private static final long serialVersionUID = 1L;
  private static final long SEED = 0x64726966742e696eL;

  /** Refuses what no space has. */
  public InputSpace {
    if (features < 2 || features % 2 != 0) {
      throw new IllegalArgumentException("features must be even and at least 2, not " + features);
    }
    if (!(bandwidth > 0) || !Double.isFinite(bandwidth) || !(unit > 0) || !Double.isFinite(unit)) {
      throw new IllegalArgumentException(
          "bandwidth and unit must be above 0, not %s and %s".formatted(bandwidth, unit));
    }
  }

  /**
   * Of unit vectors ({@link Normalization#L2}) a value is typically 1 / sqrt(dimension). Of others
   * nothing is known but the bandwidth, which somebody had to choose: values are taken to differ
   * typically by bandwidth / sqrt(dimension).
   */
  public static InputSpace of(
      EmbeddingSpace embedding, Normalization normalization, int features, double bandwidth) {
    double length = normalization == Normalization.L2 ? 1 : bandwidth;
    return new InputSpace(
        embedding, features, bandwidth, length / Math.sqrt(embedding.dimension()), SEED);
  }
}
