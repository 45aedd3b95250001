package io.ameles.model.evidence.measure;

/**
 * The area under an attack's ROC curve: the probability that it ranks a member above another
 * example. 0.5 is guessing; the further from it to either side, the more the attack knows.
 *
 * @param value between 0 and 1
 * @param interval of it
 * @param members how many
 * @param others how many
 */
public record Auc(double value, Interval interval, int members, int others) {
  private static final int HALVINGS = 60;

  /** From 0.5 to 1, for an attacker who may turn his rule round. */
  public double twoSided() {
    return Math.max(value, 1 - value);
  }

  /**
   * The score interval of Newcombe, "Confidence intervals for an effect size measure based on the
   * Mann-Whitney statistic. Part 2" (2006), method 5. Unlike DeLong's it has a width where all
   * pairs are decided alike and where there is one example only.
   */
  static Interval scoreInterval(double area, int members, int others) {
    return new Interval(
        area - reach(area, -area, members, others), area + reach(area, 1 - area, members, others));
  }

  /** How far to go from {@code area} towards {@code area + most} to be just as far as likely. */
  private static double reach(double area, double most, int members, int others) {
    double near = 0;
    double far = most;
    for (int i = 0; i < HALVINGS; i++) {
      double step = (near + far) / 2;
      double spread = Math.sqrt(variance(area + step, members, others));
      if (Math.abs(step) <= Interval.REACH * spread) {
        near = step;
      } else {
        far = step;
      }
    }
    return Math.abs(near);
  }

  private static double variance(double area, int members, int others) {
    double average = (members + others) / 2.0 - 1;
    return area
        * (1 - area)
        * (1 + average * (1 - area) / (2 - area) + average * area / (1 + area))
        / ((double) members * others);
  }

  /**
   * The interval of a difference from those of its parts, after Zou and Donner (2008), as if they
   * were independent: too wide rather than too narrow.
   */
  Interval minus(Auc that) {
    double difference = value - that.value;
    return new Interval(
        difference - Math.hypot(value - interval.low(), that.interval.high() - that.value),
        difference + Math.hypot(interval.high() - value, that.value - that.interval.low()));
  }
}
