package io.ameles.model.learn;

import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import java.io.Serializable;

/**
 * One algorithm that turns examples into parameters, as configured: an {@link AdditiveLearner} or a
 * {@link SequentialLearner}. Immutable and thread-safe; what changes lives in a {@link Combiner} or
 * {@link Trainer} that it opens.
 */
public interface Learner extends Serializable {
  /** Name, type and settings. */
  LearnerSettings settings();

  /** What forgetting achieves for {@code scope}. */
  Guarantee guarantee(DeletionScope scope);

  /**
   * Whether it can forget all of a label or task without being shown the examples.
   *
   * @param scope LABEL or TASK
   */
  boolean forgetsUnseen(DeletionScope scope);

  /** The name in configurations, versions and receipts. */
  default String name() {
    return settings().name();
  }
}
