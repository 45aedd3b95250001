package io.ameles.model.learn.bottleneck;

/** Which key-value pairs are suppressed to forget a label. */
enum Unlearning {
  /** Those that its examples activated most, from the log kept while training (UvA). */
  ACTIVATIONS,
  /** Those that a few of its examples, brought with the request, select (UvE). */
  EXAMPLES,
  /** Both. */
  BOTH;

  boolean byActivations() {
    return this != EXAMPLES;
  }

  boolean byExamples() {
    return this != ACTIVATIONS;
  }
}
