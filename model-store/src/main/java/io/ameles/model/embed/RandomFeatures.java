package io.ameles.model.embed;

import java.io.Serializable;

/**
 * Random features in whole numbers, so that they are the same on every machine: the rectified
 * random projection of McDonnell et al., "RanPAC: Random Projections and Pre-trained Models for
 * Continual Learning" (2023), with signs instead of Gaussian weights.
 *
 * <pre>
 *   h[j] = min(max(0, sum over i of s[j, i] q[i]) >> shift, 32767)
 *
 *   s[j, i] = +1 if bit (t mod 64) of word(t div 64) is set, else -1,  where t = j * dimension + i
 *   word(k) = mix(seed + (k + 1) * 0x9E3779B97F4A7C15)                 all modulo 2^64
 *   mix(z):   z = (z xor (z >>> 30)) * 0xBF58476D1CE4E5B9
 *             z = (z xor (z >>> 27)) * 0x94D049BB133111EB
 *             z xor (z >>> 31)
 * </pre>
 *
 * <p>{@code word(k)} is the k-th output, from 0, of the generator SplitMix64 (Steele et al., 2014)
 * that starts from {@code seed}; {@code >>} and {@code >>>} shift right, the former rounding down,
 * the latter filling with zeros. Immutable and thread-safe.
 *
 * @param dimension of the embeddings
 * @param size how many features
 * @param seed of the signs
 * @param shift by how many bits sums are shortened; 0 to 30
 */
public record RandomFeatures(int dimension, int size, long seed, int shift)
    implements Serializable {
  /** The largest feature. */
  public static final int LIMIT = Quantization.LIMIT;

  /** The largest shift: a sum of whole embeddings fits what is left. */
  public static final int MAX_SHIFT = 30;

  private static final long serialVersionUID = 1L;

  private static final long STRIDE = 0x9E3779B97F4A7C15L;

  /**
   * Bits behind the point of a feature: steps of 2^-12 reach up to 8, eight standard deviations.
   */
  private static final int RESOLUTION = 12;

  /** Refuses what is not there. */
  public RandomFeatures {
    if (dimension < 1 || size < 1 || (long) dimension * size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d features of dimension %d are too few or too many".formatted(size, dimension));
    }
    if (shift < 0 || shift > MAX_SHIFT) {
      throw new IllegalArgumentException("shift must be in [0, 30], not " + shift);
    }
  }

  /**
   * The shift that suits unit vectors, whose projections have a standard deviation of 1: features
   * get steps of 2^-12, or the steps of the embeddings if those are coarser.
   */
  public static int shiftFor(EmbeddingSpace space) {
    return Math.max(0, -Math.getExponent(space.step()) - RESOLUTION);
  }

  /** The value of one step of a feature, a power of two. */
  public double step(double embeddingStep) {
    return Math.scalb(embeddingStep, shift);
  }

  /** The signs, +1 or -1, [size, dimension] row by row; a new array. */
  public float[] signs() {
    float[] signs = new float[size * dimension];
    long word = 0;
    long state = seed;
    for (int t = 0; t < signs.length; t++) {
      if (t % Long.SIZE == 0) {
        state += STRIDE;
        word = mix(state);
      }
      signs[t] = (word & 1) == 1 ? 1 : -1;
      word >>>= 1;
    }
    return signs;
  }

  private static long mix(long state) {
    long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
