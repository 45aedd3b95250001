package io.ameles.stream.ledger;

import io.ameles.model.Contribution;
import io.ameles.schema.DeletionScope;

/** What the ledger tells the learners. */
public sealed interface Change {
  /**
   * One example is added or taken away.
   *
   * @param contribution which one
   */
  record Example(Contribution contribution) implements Change {}

  /**
   * Everything of a label or task is taken away, for ever.
   *
   * @param scope LABEL or TASK
   * @param target the label or task
   */
  record Whole(DeletionScope scope, String target) implements Change {}
}
