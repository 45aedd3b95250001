package io.ameles.demo.dataset;

import java.util.SplittableRandom;

/**
 * Random numbers that a seed and a purpose determine, on every machine and Java version.
 *
 * <p>Only the 64 random bits come from the JDK (SplitMix64); what is made of them is written out
 * here, because the JDK has changed how it derives doubles, ranges and Gaussians before. Not
 * thread-safe.
 */
final class SeededRandom {

  private final SplittableRandom bits;
  private double spareGaussian = Double.NaN;

  private SeededRandom(SplittableRandom bits) {
    this.bits = bits;
  }

  /** Numbers that are unrelated to those of any other purpose under the same seed. */
  static SeededRandom of(long seed, String purpose) {
    return new SeededRandom(new SplittableRandom(seed + purpose.hashCode() * 0x9E3779B97F4A7C15L));
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  double uniform() {
    return (bits.nextLong() >>> 11) * 0x1p-53;
  }

  /** Uniform in [0, bound). */
  int below(int bound) {
    return (int) (uniform() * bound);
  }

  /** Standard normal, by the polar method. */
  double gaussian() {
    if (!Double.isNaN(spareGaussian)) {
      double gaussian = spareGaussian;
      spareGaussian = Double.NaN;
      return gaussian;
    }
    double u;
    double v;
    double square;
    do {
      u = 2 * uniform() - 1;
      v = 2 * uniform() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square == 0);
    double scale = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    spareGaussian = v * scale;
    return u * scale;
  }

  /** A new array [length] of standard normal numbers, each times {@code scale}. */
  double[] gaussians(int length, double scale) {
    double[] gaussians = new double[length];
    for (int i = 0; i < length; i++) {
      gaussians[i] = scale * gaussian();
    }
    return gaussians;
  }

  /** Puts the values into an order that is uniform among all orders. */
  void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = below(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
