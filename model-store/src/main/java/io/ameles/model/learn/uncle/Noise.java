package io.ameles.model.learn.uncle;

import java.util.Random;

/** What a forgotten task's head is aligned with; the same seed draws the same noise. */
final class Noise {
  private static final int FRESH_DRAWS = 10;

  private final Plan.Target target;
  private final long seed;
  private final Random random;

  Noise(Plan.Target target, long seed) {
    this.target = target;
    this.seed = seed;
    this.random = new Random(seed);
  }

  /**
   * What the head is to be close to in the next step. The mean squared distance from ten draws of
   * N(0, 1) has the slope of that from their mean, which is a draw of N(0, 1/10).
   */
  float[] next(int values) {
    return switch (target) {
      case FIXED -> Seeds.gaussian(new Random(seed), values, 1);
      case FRESH -> Seeds.gaussian(random, values, Math.sqrt(1.0 / FRESH_DRAWS));
    };
  }

  /** Root of the mean squared distance of a head from what this noise is on average. */
  double distance(float[] head) {
    float[] mean = target == Plan.Target.FIXED ? next(head.length) : new float[head.length];
    double squares = 0;
    for (int i = 0; i < head.length; i++) {
      squares += Math.pow((double) head[i] - mean[i], 2);
    }
    return Math.sqrt(squares / head.length);
  }
}
