package io.ameles.model.drift;

/**
 * Page's cumulative sum in Hinkley's form: adds up by how much every number exceeds the mean so far
 * and a tolerance, fades the sum slowly, and signals when it has risen by a threshold above its
 * lowest point.
 *
 * <p>E. S. Page, Continuous Inspection Schemes, Biometrika 41, 1954; defaults as in MOA.
 */
public final class PageHinkley implements ErrorDetector {
  private static final int MINIMUM = 30;
  private static final double TOLERANCE = 0.005;
  private static final double THRESHOLD = 50;
  private static final double FADING = 0.9999;

  private long count;
  private double mean;
  private double sum;
  private double lowest;

  /** Has seen nothing. */
  public PageHinkley() {}

  PageHinkley(double[] state) {
    count = (long) state[0];
    mean = state[1];
    sum = state[2];
    lowest = state[3];
  }

  @Override
  public Signal add(double error) {
    count++;
    mean += (error - mean) / count;
    sum = FADING * sum + (error - mean - TOLERANCE);
    lowest = Math.min(lowest, sum);
    if (count >= MINIMUM && sum - lowest > THRESHOLD) {
      beginAnew();
      return Signal.DRIFT;
    }
    return Signal.NONE;
  }

  private void beginAnew() {
    count = 0;
    mean = 0;
    sum = 0;
    lowest = 0;
  }

  @Override
  public double[] state() {
    return new double[] {count, mean, sum, lowest};
  }
}
