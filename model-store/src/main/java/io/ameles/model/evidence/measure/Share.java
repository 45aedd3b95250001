package io.ameles.model.evidence.measure;

import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * So many of so many.
 *
 * @param hits 0 to {@code of}
 * @param of at least 1
 */
public record Share(int hits, int of) {
  /** Refuses a share of nothing, which is no number. */
  public Share {
    if (of < 1 || hits < 0 || hits > of) {
      throw new IllegalArgumentException("%d of %d is no share".formatted(hits, of));
    }
  }

  /** Between 0 and 1. */
  public double value() {
    return (double) hits / of;
  }

  /** Wilson's score interval at 95 %. */
  public Interval interval() {
    var wilson =
        BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(of, hits, 1 - Interval.LEVEL);
    return new Interval(wilson.getLowerBound(), wilson.getUpperBound());
  }
}
