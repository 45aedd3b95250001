package io.ameles.model.evidence;

/** What a {@link TestingLearner} does when it is told to forget. */
enum Conduct {
  /** Starts again and learns what stays, in the same order and batches. */
  RETRAINS,
  /** Nothing. */
  IGNORES,
  /** Forgets everything that it knows. */
  WIPES,
  /** Does not say any more what it still knows, until it learns one more example of it. */
  HIDES,
  /** Does not say it any more until it has learned some more of anything. */
  RELAPSES
}
