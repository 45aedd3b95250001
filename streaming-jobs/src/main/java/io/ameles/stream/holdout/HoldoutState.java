package io.ameles.stream.holdout;

import java.util.List;
import java.util.SortedMap;

/**
 * Where a {@link HoldoutWatch} stands, but for the examples.
 *
 * @param rows tags that were learned, in the order in which they came, with their numbers
 * @param nextRow number of the next one
 * @param bounds what hashes in the sample are below, by tag
 * @param leftOut examples that were not considered
 * @param learners how each did
 */
record HoldoutState(
    List<Row> rows,
    int nextRow,
    SortedMap<Tag, Long> bounds,
    long leftOut,
    List<LearnerState> learners) {
  /** A row of the matrix. */
  record Row(Tag tag, int number) {}

  /**
   * How a learner did.
   *
   * @param learner its name
   * @param cells of its matrix
   * @param prequential the row in progress of the other one
   */
  record LearnerState(
      String learner, List<LearnerBoard.Cell> cells, SortedMap<Tag, Counts> prequential) {}
}
