package io.ameles.model;

import io.ameles.model.embed.QuantizedVector;
import org.jspecify.annotations.Nullable;

/**
 * What one example adds to the models, or takes away again.
 *
 * @param label the example's label
 * @param task the example's task, if it has one
 * @param vector the quantized embedding
 * @param sign +1 to learn, -1 to forget
 */
public record Contribution(String label, @Nullable String task, QuantizedVector vector, int sign) {
  /** Refuses any other sign. */
  public Contribution {
    if (sign != 1 && sign != -1) {
      throw new IllegalArgumentException("sign must be +1 or -1, not " + sign);
    }
  }

  /** The contribution of an example that is learned. */
  public static Contribution learned(String label, @Nullable String task, QuantizedVector vector) {
    return new Contribution(label, task, vector, 1);
  }

  /** The contribution of an example that is forgotten. */
  public static Contribution forgotten(
      String label, @Nullable String task, QuantizedVector vector) {
    return new Contribution(label, task, vector, -1);
  }
}
