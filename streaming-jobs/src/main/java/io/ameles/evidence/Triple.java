package io.ameles.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number measured of three models, on average.
 *
 * @param before of the model before the request
 * @param unlearned of the model after it
 * @param retrained of the model that never learned what was forgotten
 */
public record Triple(double before, double unlearned, double retrained) {
  /** The mean of each; null of nothing. */
  static @Nullable Triple mean(List<Triple> all) {
    if (all.isEmpty()) {
      return null;
    }
    return new Triple(
        all.stream().mapToDouble(Triple::before).average().orElseThrow(),
        all.stream().mapToDouble(Triple::unlearned).average().orElseThrow(),
        all.stream().mapToDouble(Triple::retrained).average().orElseThrow());
  }

  /** By how much the unlearned model's number is higher than the retrained model's. */
  public double gap() {
    return unlearned - retrained;
  }
}
