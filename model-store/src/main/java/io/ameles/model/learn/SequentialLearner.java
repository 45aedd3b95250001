package io.ameles.model.learn;

import io.ameles.model.device.TensorDevice;
import org.jspecify.annotations.Nullable;

/**
 * A learner whose state depends on the order in which it was shown its examples, as everything
 * trained by gradient steps does. It states per scope what its forgetting achieves, which is less
 * than exact.
 */
public interface SequentialLearner extends Learner {
  /**
   * What trains, with its arithmetic on {@code device}.
   *
   * @param snapshot what {@link Trainer#snapshot} gave, to go on from there; null to begin
   */
  Trainer open(TensorDevice device, byte @Nullable [] snapshot);
}
