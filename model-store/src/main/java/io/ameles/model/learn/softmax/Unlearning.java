package io.ameles.model.learn.softmax;

import io.ameles.model.learn.SettingsReader;
import java.io.Serializable;

/**
 * How examples are unlearned.
 *
 * @param method which way
 * @param rate the size of a step, above 0
 * @param passes how often the examples are gone through
 * @param beta how soon {@link UnlearnMethod#NPO} weakens; towards 0 it becomes gradient ascent
 * @param retainWeight how much holding what the model says about the other labels' means counts,
 *     all of them together; 0 keeps no means
 */
record Unlearning(UnlearnMethod method, double rate, int passes, double beta, double retainWeight)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  static Unlearning read(SettingsReader settings) {
    return new Unlearning(
        settings.choice("unlearn", UnlearnMethod.NONE),
        settings.number("unlearn-rate", 0.3, 1e-6, 1000),
        settings.integer("unlearn-steps", 3, 1, 1000),
        settings.number("beta", 0.1, 1e-6, 100),
        settings.number("retain-weight", 100, 0, 1e6));
  }

  /** Nothing is unlearned. */
  static Unlearning none() {
    return new Unlearning(UnlearnMethod.NONE, 1, 1, 1, 0);
  }

  boolean isSupported() {
    return method != UnlearnMethod.NONE;
  }

  boolean needsMeans() {
    return isSupported() && retainWeight > 0;
  }

  /**
   * How strongly an example is still pushed away: {@code 2 p^beta / (p^beta + r^beta)} for its
   * likelihood p now and r before the request, between 0 and 2.
   *
   * @param now log p
   * @param before log r
   */
  double push(double now, double before) {
    return method == UnlearnMethod.NPO ? 2 / (1 + Math.exp(-beta * (now - before))) : 1;
  }
}
