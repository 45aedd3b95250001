package io.ameles.stream.holdout;

/**
 * How many examples were predicted, and how many of them correctly.
 *
 * @param scored how many
 * @param correct how many of them correctly
 */
record Counts(long scored, long correct) {
  static final Counts NONE = new Counts(0, 0);

  Counts plus(Counts other) {
    return new Counts(scored + other.scored, correct + other.correct);
  }

  Counts plus(boolean answer) {
    return new Counts(scored + 1, correct + (answer ? 1 : 0));
  }

  /** 0 to 1; there must have been something to predict. */
  double accuracy() {
    return (double) correct / scored;
  }
}
