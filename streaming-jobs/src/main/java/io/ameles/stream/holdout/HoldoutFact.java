package io.ameles.stream.holdout;

import io.ameles.stream.ledger.EvaluationChange;

/** Something that {@link HoldoutWatch} must know of an epoch, besides its version. */
public sealed interface HoldoutFact {
  /** What is evaluated on has changed. */
  record Changed(EvaluationChange change) implements HoldoutFact {}

  /**
   * Examples were seen for the first time, to be learned from.
   *
   * @param tag of the examples
   * @param since when the first of them occurred, milliseconds since the epoch
   */
  record Seen(Tag tag, long since) implements HoldoutFact {}

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
