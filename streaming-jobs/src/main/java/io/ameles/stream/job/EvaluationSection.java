package io.ameles.stream.job;

/** The part of a configuration that is about examples that are only evaluated on. */
final class EvaluationSection {
  private EvaluationSection() {}

  /** How many of them are kept for each task, or for each label without one. */
  static int holdoutPerTask(ConfigurationReader reader) {
    return reader.integer("evaluate.holdout-per-task", 200, 1, 10_000);
  }
}
