package io.ameles.stream.holdout;

import io.ameles.model.continual.AccuracyMatrix;
import io.ameles.model.continual.ContinualScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of how one learner did: the accuracy matrix from examples that it never learned,
 * and the row in progress of the one from examples that it was about to learn.
 *
 * <p>NOT thread-safe.
 */
final class LearnerBoard {
  private final AccuracyMatrix<Tag> matrix = new AccuracyMatrix<>();
  private final SortedMap<Tag, Counts> prequential = new TreeMap<>();

  /** A value of the matrix. */
  record Cell(Tag row, Tag column, double accuracy) {}

  void begin(Tag row) {
    matrix.begin(row);
    prequential.clear();
  }

  /** Nothing is kept about {@code tag}. */
  void forget(Tag tag, boolean newest) {
    matrix.forget(tag);
    prequential.remove(tag);
    if (newest) {
      prequential.clear();
    }
  }

  /** Enters what was measured in the newest row. */
  List<Reading> enter(Tag row, Exam exam) {
    for (Tag column : matrix.row(row).keySet()) {
      if (!exam.present().containsKey(column)) {
        matrix.clear(row, column);
      }
    }
    List<Reading> readings = new ArrayList<>();
    exam.present()
        .forEach(
            (column, counts) -> {
              matrix.put(row, column, counts.accuracy());
              readings.add(reading("holdout.accuracy.", column, counts));
            });
    ContinualScores scores = matrix.scores();
    add(readings, "forgetting.average-accuracy", scores.averageAccuracy());
    add(readings, "forgetting.incremental-accuracy", scores.incrementalAccuracy());
    add(readings, "forgetting.forgetting", scores.forgetting());
    add(readings, "forgetting.backward-transfer", scores.backwardTransfer());
    add(readings, "forgetting.forward-transfer", scores.forwardTransfer());
    return readings;
  }

  private static Reading reading(String prefix, Tag tag, Counts counts) {
    String kind = tag.kind() == Tag.Kind.TASK ? "task" : "label";
    return new Reading(prefix + kind, tag.name(), counts.accuracy());
  }

  private static void add(List<Reading> readings, String name, OptionalDouble value) {
    value.ifPresent(number -> readings.add(new Reading(name, null, number)));
  }

  /** Adds up what was predicted before it was learned; the sums of the newest row. */
  List<Reading> enter(Map<Tag, Counts> outcomes) {
    List<Reading> readings = new ArrayList<>();
    outcomes.forEach(
        (tag, counts) ->
            readings.add(
                reading(
                    "prequential.accuracy.", tag, prequential.merge(tag, counts, Counts::plus))));
    return readings;
  }

  /** Keeps no columns but these. */
  void keepColumns(Set<Tag> columns) {
    List<Tag> rows = matrix.rows();
    for (Tag row : rows) {
      for (Tag column : matrix.row(row).keySet()) {
        if (!columns.contains(column)) {
          matrix.forgetColumn(column);
        }
      }
    }
  }

  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Tag row : matrix.rows()) {
      new TreeMap<>(matrix.row(row))
          .forEach((column, accuracy) -> cells.add(new Cell(row, column, accuracy)));
    }
    return cells;
  }

  SortedMap<Tag, Counts> prequential() {
    return new TreeMap<>(prequential);
  }

  /** Takes up where a checkpoint was made; the rows have begun. */
  void restore(List<Cell> cells, SortedMap<Tag, Counts> outcomes) {
    cells.forEach(cell -> matrix.put(cell.row(), cell.column(), cell.accuracy()));
    prequential.putAll(outcomes);
  }
}
