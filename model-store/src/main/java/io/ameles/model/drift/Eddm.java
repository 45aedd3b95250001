package io.ameles.model.drift;

/**
 * The early drift detection method: looks at how many numbers lie between one error and the next.
 * If that distance, plus two standard deviations, shrinks to nine tenths of the largest it has
 * been, something has changed; better than {@link Ddm} at slow changes. Errors are 0 or 1.
 *
 * <p>M. Baena-Garcia and others, Early Drift Detection Method, IWKDDS 2006.
 */
public final class Eddm implements ErrorDetector {
  private static final int MINIMUM_ERRORS = 30;
  private static final double WARNING_RATIO = 0.95;
  private static final double DRIFT_RATIO = 0.90;

  private long sinceError;
  private long errors;
  private double mean;
  private double squares; // sum of squared deviations from the mean, after Welford
  private double largest;

  /** Has seen nothing. */
  public Eddm() {}

  Eddm(double[] state) {
    sinceError = (long) state[0];
    errors = (long) state[1];
    mean = state[2];
    squares = state[3];
    largest = state[4];
  }

  @Override
  public Signal add(double error) {
    sinceError++;
    if (error <= 0) {
      return Signal.NONE;
    }
    errors++;
    double before = mean;
    mean += (sinceError - mean) / errors;
    squares += (sinceError - mean) * (sinceError - before);
    sinceError = 0;
    double reach = mean + 2 * Math.sqrt(squares / errors);
    if (reach > largest) {
      largest = reach;
      return Signal.NONE;
    }
    if (errors < MINIMUM_ERRORS) {
      return Signal.NONE;
    }
    double ratio = reach / largest;
    if (ratio < DRIFT_RATIO) {
      beginAnew();
      return Signal.DRIFT;
    }
    return ratio < WARNING_RATIO ? Signal.WARNING : Signal.NONE;
  }

  private void beginAnew() {
    errors = 0;
    mean = 0;
    squares = 0;
    largest = 0;
  }

  @Override
  public double[] state() {
    return new double[] {sinceError, errors, mean, squares, largest};
  }
}
