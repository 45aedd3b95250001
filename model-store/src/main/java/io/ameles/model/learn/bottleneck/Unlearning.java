package io.ameles.model.learn.bottleneck;

/**
 * Which key-value pairs are suppressed to forget a label, beyond dropping its column, its
 * activation counts and the keys that it alone used.
 */
enum Unlearning {
  /** None. */
  COLUMN,
  /** Those that its examples activated most, from the log kept while training (UvA). */
  ACTIVATIONS,
  /** Those that a few of its examples, brought with the request, select (UvE). */
  EXAMPLES,
  /** Both. */
  BOTH;

  boolean byActivations() {
    return this == ACTIVATIONS || this == BOTH;
  }

  boolean byExamples() {
    return this == EXAMPLES || this == BOTH;
  }
}
