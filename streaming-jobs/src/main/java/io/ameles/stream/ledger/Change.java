package io.ameles.stream.ledger;

import io.ameles.model.Contribution;
import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.decode.Position;

/** What the ledger tells the learners. */
public sealed interface Change {
  /**
   * One example is added or taken away.
   *
   * @param subject whom it is about; the example's own pseudonym if it is about nobody
   * @param example which example of the subject
   * @param use whether it is learned from; learners are shown no other
   * @param occurredAt when it was observed, milliseconds since the epoch
   * @param contribution what it adds or takes away
   */
  record Example(
      Pseudonym subject,
      Pseudonym example,
      ExampleUse use,
      long occurredAt,
      Contribution contribution)
      implements Change {}

  /**
   * Everything of a label or task is taken away, for ever, without naming its examples.
   *
   * @param scope LABEL or TASK
   * @param target the label or task
   */
  record Whole(DeletionScope scope, String target) implements Change {}

  /**
   * A subject, label or task was deleted; follows what was taken away for it. Additive learners
   * have all they need by then. Every part of the ledger says so of a label or task.
   *
   * @param position of the request
   * @param requestId its id
   * @param scope SUBJECT, LABEL or TASK
   * @param target the subject's pseudonym in hexadecimal, the label or the task
   */
  record Deleted(Position position, String requestId, DeletionScope scope, String target)
      implements Change {}
}
