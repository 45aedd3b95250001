package io.ameles.model.embed.codebook;

import io.ameles.model.embed.EmbeddingSpace;
import java.io.Serializable;

/**
 * How a quantized embedding z becomes one small integer per column m:
 *
 * <pre>
 *   h[m] = clamp(floor(sum over i of sign(i, m) * z[i] / 2^shift), -32767, 32767)
 * </pre>
 *
 * <p>The sign of input i and column m is that of output {@code i * columns + m}, read as a signed
 * integer, of {@link SplitMix64} started with output 0 of {@link SplitMix64} started with the seed:
 * -1 if it is negative. The shift brings the projections of typical embeddings to a standard
 * deviation from 2^12 to 2^13, so that clamping is for outliers.
 *
 * @param space of the embeddings
 * @param columns how many projections
 * @param seed of the signs
 * @param shift at least 0
 */
record Projection(EmbeddingSpace space, int columns, long seed, int shift) implements Serializable {
  /** The largest projection. */
  static final int LIMIT = 32767;

  private static final int TYPICAL_EXPONENT = 12;
  private static final long serialVersionUID = 1L;

  /**
   * @param length of a typical embedding, in the unit of the features
   */
  static Projection of(EmbeddingSpace space, int columns, long seed, double length) {
    int exponent = Math.getExponent(length / space.step());
    return new Projection(space, columns, seed, Math.max(0, exponent - TYPICAL_EXPONENT));
  }

  /** The standard deviation of the projections of embeddings of {@code length}, at least 1. */
  int spread(double length) {
    double spread = Math.rint(Math.scalb(length / space.step(), -shift));
    return (int) Math.max(1, Math.min(LIMIT, spread));
  }

  /** Every sign, [dimension, columns] row by row; a new array. */
  double[] signs() {
    long stream = SplitMix64.at(seed, 0);
    double[] signs = new double[Math.multiplyExact(space.dimension(), columns)];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = SplitMix64.at(stream, i) < 0 ? -1 : 1;
    }
    return signs;
  }
}
