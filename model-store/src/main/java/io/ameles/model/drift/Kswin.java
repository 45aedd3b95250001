package io.ameles.model.drift;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;

/**
 * Compares the distribution of the latest 30 numbers with 30 drawn from the 70 before them by the
 * test of Kolmogorov and Smirnov. The only detector that keeps numbers themselves: the latest 100.
 *
 * <p>C. Raab, M. Heusinger, F.-M. Schleif, Reactive Soft Prototype Computing for Concept Drift
 * Streams, Neurocomputing 416, 2020; the additional bound on the statistic is river's.
 */
public final class Kswin implements ErrorDetector {
  private static final int WINDOW = 100;
  private static final int LATEST = 30;
  private static final int OLDER = WINDOW - LATEST;
  private static final double SIGNIFICANCE = 0.005;
  private static final double LEAST_STATISTIC = 0.1;
  private static final double CRITICAL_STATISTIC = criticalStatistic();
  private static final long SEED = 0x6b7377696eL;

  private final double[] window = new double[WINDOW]; // oldest first
  private int filled;
  private long drawings;

  /** Has seen nothing. */
  public Kswin() {}

  Kswin(double[] state) {
    drawings = (long) state[0];
    filled = state.length - 1;
    System.arraycopy(state, 1, window, 0, filled);
  }

  @Override
  public Signal add(double error) {
    if (filled == WINDOW) {
      System.arraycopy(window, 1, window, 0, WINDOW - 1);
      filled--;
    }
    window[filled++] = error;
    if (filled < WINDOW || !differs()) {
      return Signal.NONE;
    }
    double[] latest = Arrays.copyOfRange(window, OLDER, WINDOW);
    boolean worse =
        Arrays.stream(latest).sum() / LATEST > Arrays.stream(window, 0, OLDER).sum() / OLDER;
    System.arraycopy(latest, 0, window, 0, LATEST);
    filled = LATEST;
    return worse ? Signal.DRIFT : Signal.NONE;
  }

  private boolean differs() {
    double[] latest = Arrays.copyOfRange(window, OLDER, WINDOW);
    double[] older = drawn();
    return KolmogorovSmirnovTest.withDefaults().statistic(older, latest) > CRITICAL_STATISTIC;
  }

  /**
   * Halfway below the least statistic that is significant. Between samples of one size it is a
   * multiple of 1 / size, and the p-value follows from it alone: to compute that once is to compute
   * it always.
   */
  private static double criticalStatistic() {
    double[] older = new double[LATEST];
    double[] latest = new double[LATEST];
    for (int apart = 1; apart <= LATEST; apart++) {
      latest[apart - 1] = 1; // and so the statistic is apart / LATEST
      double pValue = KolmogorovSmirnovTest.withDefaults().test(older, latest).getPValue();
      if (pValue <= SIGNIFICANCE) {
        return Math.max(LEAST_STATISTIC, (apart - 0.5) / LATEST);
      }
    }
    return 1;
  }

  /** Drawn without putting back; the drawing's number is its seed, so a restart draws the same. */
  private double[] drawn() {
    SplittableRandom random = new SplittableRandom(SEED + drawings++);
    double[] older = Arrays.copyOf(window, OLDER);
    for (int i = 0; i < LATEST; i++) {
      int other = i + random.nextInt(OLDER - i);
      double swapped = older[i];
      older[i] = older[other];
      older[other] = swapped;
    }
    return Arrays.copyOf(older, LATEST);
  }

  @Override
  public double[] state() {
    double[] state = new double[1 + filled];
    state[0] = drawings;
    System.arraycopy(window, 0, state, 1, filled);
    return state;
  }
}
