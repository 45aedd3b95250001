package io.ameles.model.learn.ensemble;

/**
 * How many deletions an ensemble is expected to survive, after the deletion rate of S3T (Basu Roy
 * Chowdhury et al. 2024).
 *
 * <p>If every example is as likely to be deleted next, a shard whose first slice holds the share q
 * of all examples is lost with a deletion with probability q, whatever happens to its later slices.
 * Let deletions arrive at random, one per unit of time: then the shards are lost independently of
 * each other, each after an exponential time of rate q, and the last of them after
 *
 * <pre>
 *   integral over t from 0 to infinity of 1 - product over shards of (1 - exp(-q t))
 * </pre>
 *
 * <p>which is the expected number of deletions. For m shards of L equal slices it is {@code m L
 * H_m} with the harmonic number H_m, as there. Examples are drawn with replacement; with few
 * examples the true number is a little lower.
 */
final class Lifetime {
  private static final double STEP = 0.02;
  private static final double NEGLIGIBLE = 45; // exp(-45) is below the precision of float64

  private Lifetime() {}

  /**
   * The expected number of deletions until every shard is lost.
   *
   * @param shares above 0, per shard that is not lost yet; sum at most 1
   */
  static double expectedDeletions(double... shares) {
    if (shares.length == 0) {
      return 0;
    }
    double least = 1;
    for (double share : shares) {
      least = Math.min(least, share);
    }
    // With t = exp(u) the integrand vanishes fast on both sides, so the plain sum converges fast.
    double sum = 0;
    double end = Math.log(NEGLIGIBLE / least);
    for (double u = -NEGLIGIBLE; u < end; u += STEP) {
      double t = Math.exp(u);
      double lost = 1;
      for (double share : shares) {
        lost *= -Math.expm1(-share * t);
      }
      sum += (1 - lost) * t;
    }
    return sum * STEP;
  }
}
