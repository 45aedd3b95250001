package io.ameles.model.drift.input;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.embed.codebook.SplitMix64;

/**
 * Random Fourier features: a map phi into few dimensions whose inner products are, on average over
 * the frequencies, those of the Gaussian kernel, so that sums of phi stand in for sums over all
 * pairs of examples.
 *
 * <pre>
 *   phi(x)[2j]     = sqrt(2 / features) cos(w[j] x)
 *   phi(x)[2j + 1] = sqrt(2 / features) sin(w[j] x)      w[j] normal with deviation 1 / bandwidth
 * </pre>
 *
 * <p>Every pair of entries has the same squared length, so phi(x) has length 1 whatever x is, which
 * is what an unbiased estimate from sums needs. Entries are rounded to multiples of 2^-20. All
 * operations are exactly specified ({@code StrictMath}, no fused operations), so that an example
 * has the same entries when it is taken away as when it was added, on another machine too.
 *
 * <p>A. Rahimi, B. Recht, Random Features for Large-Scale Kernel Machines, NIPS 2007. Immutable and
 * thread-safe.
 */
public final class FourierFeatures {
  /** The value of one step of an entry. */
  static final double STEP = 0x1p-20;

  private final int dimension;
  private final double scale;
  private final float[] frequencies; // [dimension, pairs], for one step of an embedding

  /** Draws the frequencies. */
  public FourierFeatures(InputSpace space) {
    dimension = space.embedding().dimension();
    int pairs = space.features() / 2;
    scale = Math.sqrt(1.0 / pairs) / STEP;
    frequencies = new float[Math.multiplyExact(dimension, pairs)];
    double deviation = space.embedding().step() / space.bandwidth();
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = (float) (deviation * normal(space.seed(), i));
    }
  }

  /** Box and Muller, from two outputs of the generator. */
  private static double normal(long seed, long index) {
    double radius = 1 - uniform(SplitMix64.at(seed, 2 * index)); // in (0, 1]
    double angle = 2 * Math.PI * uniform(SplitMix64.at(seed, 2 * index + 1));
    return StrictMath.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(angle);
  }

  private static double uniform(long word) {
    return (word >>> 11) * 0x1p-53;
  }

  /**
   * The features of one embedding.
   *
   * @return [features] in steps of 2^-20; a new array
   */
  public int[] of(QuantizedVector vector) {
    if (vector.dimension() != dimension) {
      throw new IllegalArgumentException(
          "a vector of %d is not one of %d".formatted(vector.dimension(), dimension));
    }
    float[] phases = new float[frequencies.length / dimension];
    for (int i = 0; i < dimension; i++) {
      float value = vector.get(i);
      if (value != 0) { // many are, behind a rectifier
        addRow(phases, value, i * phases.length);
      }
    }
    int[] features = new int[2 * phases.length];
    for (int j = 0; j < phases.length; j++) {
      features[2 * j] = (int) Math.rint(scale * StrictMath.cos(phases[j]));
      features[2 * j + 1] = (int) Math.rint(scale * StrictMath.sin(phases[j]));
    }
    return features;
  }

  private void addRow(float[] phases, float value, int row) {
    for (int j = 0; j < phases.length; j++) {
      phases[j] += value * frequencies[row + j];
    }
  }
}
