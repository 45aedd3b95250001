package io.ameles.console.picture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The accuracy matrices, by learner. NOT thread-safe. */
public final class MatrixBook {
  private static final int MOST_LEARNERS = 64;

  private final Map<String, Matrix> byLearner = new LinkedHashMap<>();

  void take(SeriesKey key, Point point) {
    String learner = key.learner();
    String tag = key.tag();
    if (learner == null || tag == null || !key.name().startsWith("holdout.")) {
      return;
    }
    if (!byLearner.containsKey(learner) && byLearner.size() == MOST_LEARNERS) {
      return;
    }
    Matrix matrix = byLearner.computeIfAbsent(learner, name -> new Matrix());
    switch (key.name()) {
      case "holdout.row" -> matrix.row(tag, point);
      case "holdout.accuracy.task" -> matrix.cell(true, tag, point);
      case "holdout.accuracy.label" -> matrix.cell(false, tag, point);
      default -> {}
    }
  }

  /** Those that have one, in the order in which they came first; a copy. */
  public List<String> learners() {
    return List.copyOf(byLearner.keySet());
  }

  /**
   * The matrix of a learner as it is now.
   *
   * @param learner one of {@link #learners}
   */
  public Matrix.Snapshot snapshot(String learner) {
    return byLearner.getOrDefault(learner, new Matrix()).snapshot();
  }
}
