package io.ameles.benchmark;

import java.util.Arrays;
import java.util.Collection;

/** Measurements in ascending order. */
final class Quantiles {
  private final double[] ascending;

  Quantiles(Collection<Double> measurements) {
    ascending = measurements.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (ascending.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
  }

  double median() {
    return at(0.5);
  }

  /** The measurement that a share of all does not exceed. */
  double at(double share) {
    return ascending[(int) Math.min(ascending.length - 1, share * ascending.length)];
  }

  double mean() {
    return Arrays.stream(ascending).average().orElseThrow();
  }
}
