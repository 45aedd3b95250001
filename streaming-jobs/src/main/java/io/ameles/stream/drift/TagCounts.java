package io.ameles.stream.drift;

/**
 * How a learner did on the examples of one label or task.
 *
 * @param task whether the tag is a task, otherwise a label
 * @param tag the label or task
 * @param scored how many
 * @param wrong how many of them were predicted wrongly
 */
record TagCounts(boolean task, String tag, long scored, long wrong) {
  TagCounts plus(TagCounts other) {
    return new TagCounts(task, tag, scored + other.scored, wrong + other.wrong);
  }

  double errorRate() {
    return (double) wrong / scored;
  }

  /** Labels and tasks may have the same names. */
  String key() {
    return (task ? "task/" : "label/") + tag;
  }
}
