package io.ameles.model.drift;

/**
 * The drift detection method: while the world stays as it is, the error rate of a learner falls; if
 * the rate, plus its standard deviation, rises by three deviations above the lowest it has been,
 * something has changed. Errors are 0 or 1.
 *
 * <p>J. Gama, P. Medas, G. Castillo, P. Rodrigues, Learning with Drift Detection, SBIA 2004.
 */
public final class Ddm implements ErrorDetector {
  private static final int MINIMUM = 30;
  private static final double WARNING_DEVIATIONS = 2;
  private static final double DRIFT_DEVIATIONS = 3;

  private long count;
  private long errors;
  private double lowestRate = Double.POSITIVE_INFINITY;
  private double lowestDeviation = Double.POSITIVE_INFINITY;

  /** Has seen nothing. */
  public Ddm() {}

  Ddm(double[] state) {
    count = (long) state[0];
    errors = (long) state[1];
    lowestRate = state[2];
    lowestDeviation = state[3];
  }

  @Override
  public Signal add(double error) {
    count++;
    if (error > 0) {
      errors++;
    }
    if (count < MINIMUM) {
      return Signal.NONE;
    }
    double rate = (double) errors / count;
    double deviation = Math.sqrt(rate * (1 - rate) / count);
    if (rate + deviation <= lowestRate + lowestDeviation) {
      lowestRate = rate;
      lowestDeviation = deviation;
    }
    double level = rate + deviation - lowestRate;
    if (level > DRIFT_DEVIATIONS * lowestDeviation) {
      beginAnew();
      return Signal.DRIFT;
    }
    return level > WARNING_DEVIATIONS * lowestDeviation ? Signal.WARNING : Signal.NONE;
  }

  private void beginAnew() {
    count = 0;
    errors = 0;
    lowestRate = Double.POSITIVE_INFINITY;
    lowestDeviation = Double.POSITIVE_INFINITY;
  }

  @Override
  public double[] state() {
    return new double[] {count, errors, lowestRate, lowestDeviation};
  }
}
