package io.ameles.model.evidence;

import io.ameles.model.evidence.measure.Share;
import org.jspecify.annotations.Nullable;

/**
 * One share, measured of three models.
 *
 * @param before of the model before the request
 * @param unlearned of the model after it
 * @param retrained of a model that never learned what was forgotten
 */
public record Comparison(Share before, Share unlearned, Share retrained) {
  /** Null if there was nothing to measure. */
  static @Nullable Comparison of(
      @Nullable Share before, @Nullable Share unlearned, @Nullable Share retrained) {
    return before == null || unlearned == null || retrained == null
        ? null
        : new Comparison(before, unlearned, retrained);
  }

  /** By how much the unlearned model's is higher than the retrained model's; 0 is perfect. */
  public double gap() {
    return unlearned.value() - retrained.value();
  }
}
