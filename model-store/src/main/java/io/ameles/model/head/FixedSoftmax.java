package io.ameles.model.head;

/** The softmax in plain Java, the same on every machine. */
final class FixedSoftmax {
  private FixedSoftmax() {}

  /**
   * @param logits at least one, finite
   * @return [logits], a new array; the sum is 1
   */
  static double[] of(float[] logits) {
    float highest = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      highest = Math.max(highest, logit);
    }
    double[] probabilities = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      // Math.exp may differ between machines.
      probabilities[i] = StrictMath.exp((double) logits[i] - highest);
      sum += probabilities[i];
    }
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  /** The entropy of {@link #of}, in nats. */
  static double entropy(float[] logits) {
    double entropy = 0;
    for (double probability : of(logits)) {
      if (probability > 0) {
        entropy -= probability * StrictMath.log(probability);
      }
    }
    return entropy;
  }
}
