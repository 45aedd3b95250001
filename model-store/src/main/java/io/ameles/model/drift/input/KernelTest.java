package io.ameles.model.drift.input;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether two sets of examples come from the same distribution, by the squared maximum mean
 * discrepancy: how far apart their mean features are, without what chance adds to that.
 *
 * <p>What it is without change depends on how the examples themselves are spread. That is read off
 * the reference: it is kept in blocks, to which examples belong by chance, and how its blocks
 * differ from one another shows how sets differ that come from the same distribution. Without
 * change the estimate is distributed as a sum of lambda (z^2 - 1) over the eigenvalues lambda of
 * the features' covariance C, times 1/n + 1/m. Its variance needs trace(C^2), its skewness
 * trace(C^3): averages over all pairs and all triples of blocks. The tail is that of the chi-square
 * distribution with the same three moments, as in J. P. Imhof, Computing the distribution of
 * quadratic forms in normal variables, Biometrika 48, 1961.
 *
 * <p>A. Gretton et al., A Kernel Two-Sample Test, JMLR 13, 2012, for the estimate.
 *
 * @param discrepancy squared, unbiased; 0 on average without change, at most 2
 * @param deviations the same in standard deviations of the estimate without change
 * @param probability that it is as large, or larger, without change
 */
public record KernelTest(double discrepancy, double deviations, double probability) {
  /** Above what rounding the features does; examples that are all alike have no spread at all. */
  private static final double LEAST_SQUARE = 1e-8;

  /** From there on the normal distribution is as good. */
  private static final double MANY_DEGREES = 1e6;

  /**
   * @param reference in blocks of examples chosen by chance; empty ones do not count
   * @param window what is compared with it
   */
  public static KernelTest of(List<KernelSums> reference, KernelSums window) {
    List<KernelSums> blocks = reference.stream().filter(block -> block.count() > 0).toList();
    if (blocks.size() < 3 || window.count() < 2) {
      throw new IllegalArgumentException(
          "a window of %d cannot be compared with %d blocks"
              .formatted(window.count(), blocks.size()));
    }
    KernelSums all = window.copy();
    all.add(window, -1);
    blocks.forEach(block -> all.add(block, 1));
    double n = all.count();
    double m = window.count();
    double[] before = all.mean();
    double[] now = window.mean();
    double discrepancy = within(before, n) + within(now, m) - 2 * dot(before, now);
    Spread spread = Spread.of(blocks, before, n);
    double variance = 2 / (n * (n - 1)) + 2 / (m * (m - 1)) + 4 / (n * m);
    double deviations = discrepancy / Math.sqrt(variance * Math.max(LEAST_SQUARE, spread.square()));
    return new KernelTest(discrepancy, deviations, tail(deviations, spread.degrees()));
  }

  /** Mean inner product of two different examples of a set; that of each with itself is 1. */
  private static double within(double[] mean, double count) {
    return (dot(mean, mean) * count - 1) / (count - 1);
  }

  static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }

  private static double tail(double deviations, double degrees) {
    double value = degrees + deviations * Math.sqrt(2 * degrees);
    return value <= 0 ? 1 : ChiSquaredDistribution.of(degrees).survivalProbability(value);
  }

  /**
   * How the features of single examples are spread.
   *
   * @param square trace(C^2)
   * @param cube trace(C^3)
   */
  private record Spread(double square, double cube) {
    /** Block means less the mean of all, whose inner products are -trace(C) / n on average. */
    static Spread of(List<KernelSums> blocks, double[] mean, double n) {
      double lift = (1 - within(mean, n)) / n;
      double[][] apart = new double[blocks.size()][];
      for (int a = 0; a < apart.length; a++) {
        apart[a] = blocks.get(a).mean();
        for (int i = 0; i < mean.length; i++) {
          apart[a][i] -= mean[i];
        }
      }
      double[][] products = new double[apart.length][apart.length];
      double square = 0;
      int pairs = 0;
      for (int a = 0; a < apart.length; a++) {
        for (int b = 0; b < a; b++) {
          products[a][b] = dot(apart[a], apart[b]) + lift;
          square += products[a][b] * products[a][b] / shrunk(blocks, a, b, n);
          pairs++;
        }
      }
      return new Spread(square / pairs, cube(blocks, products));
    }

    /** What trace(C^2) is multiplied with in the mean of a squared product. */
    private static double shrunk(List<KernelSums> blocks, int a, int b, double n) {
      double one = 1.0 / blocks.get(a).count() - 1 / n;
      double other = 1.0 / blocks.get(b).count() - 1 / n;
      return one * other + 1 / (n * n);
    }

    private static double cube(List<KernelSums> blocks, double[][] products) {
      double cube = 0;
      int triples = 0;
      for (int a = 0; a < products.length; a++) {
        for (int b = 0; b < a; b++) {
          for (int c = 0; c < b; c++) {
            double counts =
                (double) blocks.get(a).count() * blocks.get(b).count() * blocks.get(c).count();
            cube += counts * products[a][b] * products[b][c] * products[a][c];
            triples++;
          }
        }
      }
      return cube / triples;
    }

    /** Of the chi-square distribution with this skewness; 1 at least, as it cannot be less. */
    double degrees() {
      if (cube <= 0) {
        return MANY_DEGREES;
      }
      return Math.max(1, Math.min(MANY_DEGREES, square * square * square / (cube * cube)));
    }
  }
}
