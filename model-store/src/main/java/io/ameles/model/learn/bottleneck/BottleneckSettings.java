package io.ameles.model.learn.bottleneck;

import io.ameles.model.learn.SettingsReader;
import java.io.Serializable;

/**
 * How values are trained and forgotten.
 *
 * @param step that one lesson changes a selected value by, times its error; the paper's learning
 *     rate divided by batch size and heads
 * @param smoothing share of the target that is spread over all labels, 0 to below 1
 * @param clip the largest norm of a lesson's gradient
 * @param maskUnused whether keys that no live training went through cannot be found
 * @param unlearning which pairs are suppressed
 * @param share of all pairs that is suppressed per label by activations, 0 to 1
 * @param examples how many examples of a request are looked at, at least 0
 */
record BottleneckSettings(
    float step,
    float smoothing,
    double clip,
    boolean maskUnused,
    Unlearning unlearning,
    double share,
    int examples)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Whether a key that was never selected in training can be selected in a prediction. */
  private enum Mask {
    TRUE,
    FALSE
  }

  static BottleneckSettings read(SettingsReader settings) {
    return new BottleneckSettings(
        (float) settings.number("step", 0.001, 1e-6, 1),
        (float) settings.number("label-smoothing", 0.1, 0, 0.99),
        settings.number("clip", 1, 1e-6, 1e6),
        settings.choice("mask-unused", Mask.TRUE) == Mask.TRUE,
        settings.choice("unlearn", Unlearning.COLUMN),
        settings.number("share", 0.05, 0, 1),
        settings.integer("examples", 100, 0, 100_000));
  }
}
