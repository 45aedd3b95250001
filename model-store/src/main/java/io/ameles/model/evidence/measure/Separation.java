package io.ameles.model.evidence.measure;

import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/**
 * How well one score tells two groups apart: the area under the ROC curve as a mean of placements,
 * after DeLong, DeLong and Clarke-Pearson, "Comparing the Areas under Two or More Correlated
 * Receiver Operating Characteristic Curves" (1988), by midranks as in Sun and Xu (2014).
 *
 * @param memberPlacements [members], per member the share of the others that score lower, ties half
 * @param otherPlacements [others], per other the share of the members that score higher, ties half
 */
record Separation(double[] memberPlacements, double[] otherPlacements) {
  /**
   * @param members [at least 1], no NaN
   * @param others [at least 1], no NaN
   */
  static Separation of(double[] members, double[] others) {
    double[] pooled = new double[members.length + others.length];
    System.arraycopy(members, 0, pooled, 0, members.length);
    System.arraycopy(others, 0, pooled, members.length, others.length);
    double[] all = midranks(pooled);
    double[] amongMembers = midranks(members);
    double[] amongOthers = midranks(others);
    double[] memberPlacements = new double[members.length];
    for (int i = 0; i < members.length; i++) {
      memberPlacements[i] = (all[i] - amongMembers[i]) / others.length;
    }
    double[] otherPlacements = new double[others.length];
    for (int j = 0; j < others.length; j++) {
      otherPlacements[j] = 1 - (all[members.length + j] - amongOthers[j]) / members.length;
    }
    return new Separation(memberPlacements, otherPlacements);
  }

  private static double[] midranks(double[] values) {
    double[] unsigned = values.clone();
    for (int i = 0; i < unsigned.length; i++) {
      unsigned[i] += 0.0; // -0 is 0
    }
    return new NaturalRanking(TiesStrategy.AVERAGE).apply(unsigned);
  }

  /** The area, with its interval. */
  Auc auc() {
    double area = mean(memberPlacements);
    int members = memberPlacements.length;
    int others = otherPlacements.length;
    double variance = variance(memberPlacements, otherPlacements);
    // Nothing varies if every pair is decided alike, or if there is nothing to vary.
    Interval interval =
        variance > 0 && members > 1 && others > 1
            ? Interval.around(area, variance).within(0, 1)
            : Auc.scoreInterval(area, members, others);
    return new Auc(area, interval, members, others);
  }

  /** This area less {@code that}, of the same members and others in the same order. */
  Interval minus(Separation that) {
    double[] members = difference(memberPlacements, that.memberPlacements);
    double[] others = difference(otherPlacements, that.otherPlacements);
    double centre = mean(members);
    double variance = variance(members, others);
    boolean alike = variance == 0 && centre == 0;
    if (members.length > 1 && others.length > 1 && (variance > 0 || alike)) {
      return Interval.around(centre, variance);
    }
    return auc().minus(that.auc());
  }

  private static double[] difference(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      difference[i] = a[i] - b[i];
    }
    return difference;
  }

  private static double variance(double[] members, double[] others) {
    return sampleVariance(members) / members.length + sampleVariance(others) / others.length;
  }

  /** 0 for a single value. */
  private static double sampleVariance(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return values.length < 2 ? 0 : squares / (values.length - 1);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
