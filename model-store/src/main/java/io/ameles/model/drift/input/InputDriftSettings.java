package io.ameles.model.drift.input;

import java.io.Serializable;

/**
 * How closely the input is watched.
 *
 * @param reference how many examples the reference is made of; at least 100
 * @param window how many of the newest examples are compared with it at a time; at least 20
 * @param significance in what share of the comparisons an alarm without change is tolerated; above
 *     0, at most 0.1
 * @param afterAlarm what becomes of the reference after an alarm
 */
public record InputDriftSettings(
    int reference, int window, double significance, AfterAlarm afterAlarm) implements Serializable {
  /** 2,000 and 500 examples, one false alarm in 100,000 comparisons. */
  public static final InputDriftSettings DEFAULT =
      new InputDriftSettings(2_000, 500, 1e-5, AfterAlarm.ADAPT);

  /** The smallest reference. */
  public static final int LEAST_REFERENCE = 100;

  /** The smallest window. */
  public static final int LEAST_WINDOW = 20;

  /** The largest significance. */
  public static final double LARGEST_SIGNIFICANCE = 0.1;

  private static final long serialVersionUID = 1L;

  /** Refuses what cannot be compared. */
  public InputDriftSettings {
    if (reference < LEAST_REFERENCE || window < LEAST_WINDOW) {
      throw new IllegalArgumentException(
          "a reference needs %d examples and a window %d, not %d and %d"
              .formatted(LEAST_REFERENCE, LEAST_WINDOW, reference, window));
    }
    if (!(significance > 0 && significance <= LARGEST_SIGNIFICANCE)) {
      throw new IllegalArgumentException(
          "significance must be above 0 and at most %s, not %s"
              .formatted(LARGEST_SIGNIFICANCE, significance));
    }
  }
}
