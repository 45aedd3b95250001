package io.ameles.model.evidence;

/** Whether what was found bears out what a learner declares. */
public enum Verdict {
  /** Declared exact, and the unlearned model is the retrained one to the last bit. */
  PROVEN(false),
  /** Declared exact, and it is not: the declaration is false. */
  REFUTED(true),
  /** Declared approximate, and most of what there was to forget is gone. */
  FORGOTTEN(false),
  /** Declared approximate, and most of what there was to forget is still there. */
  REMEMBERED(true),
  /** Declared approximate, and so little was to be seen before that nothing can be said. */
  UNDECIDED(false),
  /** Nothing is declared. */
  UNSUPPORTED(false);

  private final boolean failure;

  Verdict(boolean failure) {
    this.failure = failure;
  }

  /** Whether a declaration turned out to be false. */
  public boolean isFailure() {
    return failure;
  }
}
