package io.ameles.stream.receipt;

import io.ameles.model.learn.Learner;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;

/** Promises the same for every scope. */
record FixedLearner(String name, Guarantee guarantee) implements Learner {
  private static final long serialVersionUID = 1L;

  @Override
  public LearnerSettings settings() {
    return LearnerSettings.of(name);
  }

  @Override
  public Guarantee guarantee(DeletionScope scope) {
    return guarantee;
  }

  @Override
  public boolean forgetsUnseen(DeletionScope scope) {
    return false;
  }
}
