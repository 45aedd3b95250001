package io.ameles.model.learn.softmax;

import io.ameles.model.learn.SettingsReader;
import java.io.Serializable;

/**
 * How examples are learned.
 *
 * @param rate the size of a full step, above 0
 * @param weightDecay by which share of itself, times the rate, a step shrinks the weights
 * @param epochs how often each batch is gone through
 * @param batchSize how many examples make a full step; fewer make a smaller one
 */
record Descent(double rate, double weightDecay, int epochs, int batchSize) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double MAX_RATE = 1000;

  static Descent read(SettingsReader settings) {
    double rate = settings.number("rate", 10, 1e-6, MAX_RATE);
    double weightDecay = settings.number("weight-decay", 0, 0, 1);
    if (rate * weightDecay >= 1) {
      // The weights would turn round or grow at every step, whatever the examples.
      settings.problem("weight-decay", "below 1 / rate");
    }
    return new Descent(
        rate,
        weightDecay,
        settings.integer("epochs", 1, 1, 100),
        settings.integer("batch-size", 32, 1, 65_536));
  }

  /** What is left of a weight when a step begins. */
  double shrink() {
    return 1 - rate * weightDecay;
  }
}
