package io.ameles.model.evidence;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import org.jspecify.annotations.Nullable;

/**
 * Moving means, which depend on the order of examples, and a choice of how to forget.
 *
 * @param conduct when it is told to forget
 * @param declared what it claims to do, whether or not it is true
 */
record TestingLearner(Conduct conduct, Guarantee declared) implements SequentialLearner {
  private static final long serialVersionUID = 1L;

  @Override
  public LearnerSettings settings() {
    return LearnerSettings.of("testing");
  }

  @Override
  public Guarantee guarantee(DeletionScope scope) {
    return declared;
  }

  @Override
  public boolean forgetsUnseen(DeletionScope scope) {
    return false;
  }

  @Override
  public Trainer open(TensorDevice device, byte @Nullable [] snapshot) {
    TestingTrainer trainer = new TestingTrainer(conduct);
    if (snapshot != null) {
      trainer.restore(snapshot);
    }
    return trainer;
  }
}
