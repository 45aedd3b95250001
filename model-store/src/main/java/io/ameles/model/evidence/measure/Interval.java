package io.ameles.model.evidence.measure;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Where a number lies, with 95 % confidence.
 *
 * @param low at most {@code high}
 * @param high finite, as is {@code low}
 */
public record Interval(double low, double high) {
  /** The confidence of every interval. */
  public static final double LEVEL = 0.95;

  /** How many standard deviations it reaches to either side, if the normal distribution applies. */
  static final double REACH =
      NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + LEVEL) / 2);

  /** Refuses what is no interval of numbers. */
  public Interval {
    if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
      throw new IllegalArgumentException("no interval from %s to %s".formatted(low, high));
    }
  }

  /** Around {@code centre}, for an estimate that is about normally distributed. */
  static Interval around(double centre, double variance) {
    double reach = REACH * Math.sqrt(variance);
    return new Interval(centre - reach, centre + reach);
  }

  /** The part within these limits; a limit itself if there is none. */
  Interval within(double least, double most) {
    return new Interval(
        Math.max(least, Math.min(most, low)), Math.max(least, Math.min(most, high)));
  }

  /** Whether {@code value} lies in it, the ends included. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
