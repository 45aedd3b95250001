package io.ameles.model.drift.input;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * How far apart two counts of the same bins are.
 *
 * <p>The population stability index is the sum of (p - q) ln(p / q) over the bins. Without any
 * change it is not 0: it is about (bins - 1) (1/n + 1/m) on average, which for a window of a few
 * hundred is as much as its usual thresholds of 0.1 and 0.2 and differs between bins that are used
 * and bins that are not. So what is reported is what it exceeds that by, and whether there was a
 * change is decided by the likelihood ratio test (G), whose distribution is that of chi-square and,
 * other than with Pearson's statistic, far out in the tail too, where the largest of a thousand
 * dimensions lies. Neighbouring bins are joined until at least five are expected in each on both
 * sides, which both approximations need.
 *
 * <p>B. Yurdakul, J. Naranjo, Statistical properties of the population stability index, Journal of
 * Risk Model Validation 14(4), 2020, for the mean.
 *
 * @param excess of the index over its mean without change; 0 or so without one
 * @param probability that there is a difference like this, or a larger one, without change
 */
record Shift(double excess, double probability) {
  private static final double LEAST_EXPECTED = 5;
  private static final double SMOOTHING = 0.5;

  /** Fewer than two bins that can be told apart. */
  private static final Shift NONE = new Shift(0, 1);

  /** Of two joined bins. */
  private record Cell(long before, long now) {
    Cell plus(Cell other) {
      return new Cell(before + other.before, now + other.now);
    }
  }

  /**
   * @param before counts; not modified
   * @param now counts of the same bins; not modified
   */
  static Shift between(long[] before, long[] now) {
    Cell total = new Cell(0, 0);
    for (int i = 0; i < before.length; i++) {
      total = total.plus(new Cell(before[i], now[i]));
    }
    return between(joined(before, now, total), total);
  }

  /** Of one bin and the rest, however few are in it. */
  static Shift ofShares(long before, long ofBefore, long now, long ofNow) {
    Cell one = new Cell(before, now);
    Cell rest = new Cell(ofBefore - before, ofNow - now);
    return between(List.of(one, rest), one.plus(rest));
  }

  private static List<Cell> joined(long[] before, long[] now, Cell total) {
    double share = (double) Math.min(total.before(), total.now()) / (total.before() + total.now());
    List<Cell> cells = new ArrayList<>();
    Cell open = new Cell(0, 0);
    for (int i = 0; i < before.length; i++) {
      open = open.plus(new Cell(before[i], now[i]));
      if ((open.before() + open.now()) * share >= LEAST_EXPECTED) {
        cells.add(open);
        open = new Cell(0, 0);
      }
    }
    if (!cells.isEmpty()) {
      cells.add(cells.remove(cells.size() - 1).plus(open));
    }
    return cells;
  }

  private static Shift between(List<Cell> cells, Cell total) {
    int degrees = cells.size() - 1;
    if (degrees < 1) {
      return NONE;
    }
    double n = total.before();
    double m = total.now();
    double index = 0;
    double likelihood = 0;
    for (Cell cell : cells) {
      double p = (cell.before() + SMOOTHING) / (n + SMOOTHING * cells.size());
      double q = (cell.now() + SMOOTHING) / (m + SMOOTHING * cells.size());
      index += (p - q) * Math.log(p / q);
      double both = (cell.before() + cell.now()) / (n + m);
      likelihood += term(cell.before(), n * both) + term(cell.now(), m * both);
    }
    double probability = ChiSquaredDistribution.of(degrees).survivalProbability(2 * likelihood);
    return new Shift(index - degrees * (1 / n + 1 / m), probability);
  }

  private static double term(long observed, double expected) {
    return observed == 0 ? 0 : observed * Math.log(observed / expected);
  }
}
