package io.ameles.stream.evaluate;

import io.ameles.schema.DeletionScope;
import io.ameles.stream.ledger.TagDeletion;
import org.jspecify.annotations.Nullable;

/**
 * How a learner did on examples of one label and task since the barrier before.
 *
 * @param learner the learner's name; empty if it is about all of them
 * @param label of the examples
 * @param task of the examples, if they have one
 * @param scored how many
 * @param correct how many of them were predicted correctly
 * @param known whether the learner knows the label at the end of the epoch; if not, nothing is kept
 *     about the label: a name that only one subject had must not stay when the subject goes
 */
public record Score(
    String learner, String label, @Nullable String task, long scored, long correct, boolean known) {
  /** Of a label that the learner knows. */
  public Score(String learner, String label, @Nullable String task, long scored, long correct) {
    this(learner, label, task, scored, correct, true);
  }

  /** A label or task was deleted: nothing of before is kept about it, with any learner. */
  public static Score deleted(TagDeletion deletion) {
    return deletion.scope() == DeletionScope.TASK
        ? new Score("", "", deletion.target(), 0, 0, false)
        : new Score("", deletion.target(), null, 0, 0, false);
  }

  /** Whether it is {@link #deleted}. */
  public boolean isDeletion() {
    return learner.isEmpty();
  }

  /** The learner has forgotten a label. */
  public static Score forgotten(String learner, String label) {
    return new Score(learner, label, null, 0, 0, false);
  }
}
