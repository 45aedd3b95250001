package io.ameles.model.learn.bottleneck;

/** How counts become values. */
enum Readout {
  /**
   * The share of each label among the examples at a key, so that the score is the mean of p(label |
   * key) over the heads; 0 at a key without examples.
   */
  VOTES {
    @Override
    double value(long count, long atKey, long ofLabel, int keys, double smoothing) {
      return atKey == 0 ? 0 : (double) count / atKey;
    }
  },
  /**
   * The logarithm of p(key | label) with {@code smoothing} examples added to every key, so that the
   * score is a naive Bayes classifier's with all labels equally likely.
   */
  NAIVE_BAYES {
    @Override
    double value(long count, long atKey, long ofLabel, int keys, double smoothing) {
      return StrictMath.log((count + smoothing) / (ofLabel + keys * smoothing));
    }
  };

  /**
   * The value of a key for a label.
   *
   * @param count examples of the label at the key
   * @param atKey examples at the key
   * @param ofLabel examples of the label, above 0
   * @param keys of a head
   * @param smoothing above 0
   */
  abstract double value(long count, long atKey, long ofLabel, int keys, double smoothing);
}
