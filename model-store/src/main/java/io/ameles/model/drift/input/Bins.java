package io.ameles.model.drift.input;

import io.ameles.model.embed.QuantizedVector;

/**
 * Sorts the values of an embedding into bins with edges at 0 and at 0.5, 1, 1.5, 2, 3, 4 and 8
 * units, on both sides. Edges at quantiles would fit the data better, but they would be made of the
 * examples, and would have to move when these are deleted.
 *
 * <p>Immutable and thread-safe.
 */
final class Bins {
  private static final int SIDE = 8;

  /** How many bins a dimension has. */
  static final int COUNT = 2 * SIDE;

  private final double[] edges; // in steps of an embedding

  Bins(InputSpace space) {
    double unit = space.unit() / space.embedding().step();
    edges = new double[] {0.5 * unit, unit, 1.5 * unit, 2 * unit, 3 * unit, 4 * unit, 8 * unit};
  }

  /** The bin of every value, 0 to 15 from the lowest to the highest; a new array. */
  byte[] of(QuantizedVector vector) {
    byte[] bins = new byte[vector.dimension()];
    for (int i = 0; i < bins.length; i++) {
      bins[i] = bin(vector.get(i));
    }
    return bins;
  }

  private byte bin(int value) {
    int size = Math.abs(value);
    int passed = 0;
    while (passed < edges.length && size >= edges[passed]) {
      passed++;
    }
    return (byte) (value < 0 ? SIDE - 1 - passed : SIDE + passed);
  }
}
