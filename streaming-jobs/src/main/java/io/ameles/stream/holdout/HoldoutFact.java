package io.ameles.stream.holdout;

import io.ameles.schema.DeletionScope;
import io.ameles.stream.ledger.EvaluationChange;
import io.ameles.stream.ledger.TagDeletion;

/** Something that {@link HoldoutWatch} must know of an epoch, besides its version. */
public sealed interface HoldoutFact {
  /** What is evaluated on has changed. */
  record Changed(EvaluationChange change) implements HoldoutFact {}

  /**
   * Examples were seen for the first time, to be learned from.
   *
   * @param tag of the examples
   * @param since when the first of them occurred, milliseconds since the epoch
   * @param until when the last of them occurred
   */
  record Seen(Tag tag, long since, long until) implements HoldoutFact {}

  /**
   * A task, or a label, was deleted.
   *
   * @param tag of the examples that went by that name
   * @param cutoff those that occurred up to and including then are gone
   * @param newest when the newest occurred of those that stay and are learned from; {@link
   *     Long#MIN_VALUE} if there is none
   */
  record Deleted(Tag tag, long cutoff, long newest) implements HoldoutFact {
    static Deleted of(TagDeletion deletion) {
      Tag.Kind kind = deletion.scope() == DeletionScope.TASK ? Tag.Kind.TASK : Tag.Kind.LABEL;
      return new Deleted(new Tag(kind, deletion.target()), deletion.cutoff(), deletion.newest());
    }
  }

  /**
   * How a learner did on these examples before it learned from them.
   *
   * @param learner the learner's name
   * @param tag of the examples
   * @param scored how many
   * @param correct how many of them were predicted correctly
   */
  record Outcome(String learner, Tag tag, long scored, long correct) implements HoldoutFact {}
}
