package io.ameles.console.answer;

import io.ameles.console.picture.Matrix;
import io.ameles.console.picture.Picture;
import io.ameles.console.picture.Point;
import io.ameles.console.picture.Request;
import io.ameles.console.picture.Series;
import io.ameles.console.picture.SeriesBook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What every learner knows of what it learned before.
 *
 * @param learners in the order in which they came first
 */
public record ForgettingAnswer(List<OfLearner> learners) {
  private static final String INTENDED = "forgetting.intended.";
  private static final int MOST_INTENDED = 500;

  /**
   * The accuracy matrix of one learner and what is derived from it.
   *
   * @param learner its name
   * @param kind {@code task} or {@code label}: what rows and columns are
   * @param columns tags in the order in which they came first
   * @param rows in the order in which they began
   * @param summary newest values
   * @param intended what deletions took away on purpose, the newest last
   */
  public record OfLearner(
      String learner,
      String kind,
      List<String> columns,
      List<Row> rows,
      Summary summary,
      List<Intended> intended) {}

  /**
   * One row of the matrix.
   *
   * @param tag what had been seen first last
   * @param epoch its newest
   * @param at when that was measured
   * @param cells accuracy by column; null where nothing was measured
   */
  public record Row(String tag, long epoch, String at, List<@Nullable Double> cells) {}

  /** Newest values of the facts {@code forgetting.*}; null where nothing was measured. */
  public record Summary(
      @Nullable Double averageAccuracy,
      @Nullable Double incrementalAccuracy,
      @Nullable Double forgetting,
      @Nullable Double backwardTransfer,
      @Nullable Double forwardTransfer) {}

  /**
   * What one epoch with deletions did.
   *
   * @param epoch which
   * @param at when it was measured
   * @param examples evaluation examples that were deleted
   * @param before accuracy on these with the version before
   * @param after accuracy on these with the version after
   * @param spill accuracy lost on those that stay
   * @param requests that were applied in this epoch, as far as they are kept
   */
  public record Intended(
      long epoch,
      String at,
      @Nullable Double examples,
      @Nullable Double before,
      @Nullable Double after,
      @Nullable Double spill,
      List<String> requests) {}

  /** As of now. */
  public static ForgettingAnswer of(Picture picture) {
    return picture.look(
        books -> {
          Map<Long, List<String>> applied = applied(books);
          List<OfLearner> learners = new ArrayList<>();
          books
              .matrices()
              .byLearner()
              .forEach(
                  (learner, matrix) ->
                      learners.add(ofLearner(learner, matrix, books.series(), applied)));
          return new ForgettingAnswer(learners);
        });
  }

  private static Map<Long, List<String>> applied(Picture.Books books) {
    Map<Long, List<String>> applied = new LinkedHashMap<>();
    for (Request request : books.requests().newestFirst()) {
      if (request.appliedEpoch() >= 0) {
        applied
            .computeIfAbsent(request.appliedEpoch(), epoch -> new ArrayList<>())
            .add(request.key().requestId());
      }
    }
    return applied;
  }

  private static OfLearner ofLearner(
      String learner, Matrix matrix, SeriesBook series, Map<Long, List<String>> applied) {
    List<Row> rows = matrix.rows().stream().map(row -> row(matrix, row)).toList();
    return new OfLearner(
        learner,
        matrix.isOfTasks() ? "task" : "label",
        matrix.columns(),
        rows,
        new Summary(
            newest(series, learner, "average-accuracy"),
            newest(series, learner, "incremental-accuracy"),
            newest(series, learner, "forgetting"),
            newest(series, learner, "backward-transfer"),
            newest(series, learner, "forward-transfer")),
        intended(series, learner, applied));
  }

  private static Row row(Matrix matrix, Matrix.Row row) {
    List<@Nullable Double> cells = new ArrayList<>();
    for (String column : matrix.columns()) {
      Double cell = row.cell(matrix.isOfTasks(), column);
      cells.add(cell == null ? null : Numbers.orNull(cell));
    }
    return new Row(row.tag(), row.newest().epoch(), Times.ofMillis(row.newest().millis()), cells);
  }

  private static @Nullable Double newest(SeriesBook series, String learner, String fact) {
    return Numbers.orNull(series.newest(learner, "forgetting." + fact));
  }

  private static List<Intended> intended(
      SeriesBook series, String learner, Map<Long, List<String>> applied) {
    Map<Long, Double> before = byEpoch(series.get(learner, INTENDED + "before", null));
    Map<Long, Double> after = byEpoch(series.get(learner, INTENDED + "after", null));
    Map<Long, Double> spill = byEpoch(series.get(learner, "forgetting.spill", null));
    Series examples = series.get(learner, INTENDED + "examples", null);
    List<Intended> intended = new ArrayList<>();
    for (Point point : examples == null ? List.<Point>of() : examples.points()) {
      long epoch = point.epoch();
      intended.add(
          new Intended(
              epoch,
              Times.ofMillis(point.millis()),
              Numbers.orNull(point.value()),
              before.get(epoch),
              after.get(epoch),
              spill.get(epoch),
              applied.getOrDefault(epoch, List.of())));
    }
    return intended.subList(Math.max(0, intended.size() - MOST_INTENDED), intended.size());
  }

  private static Map<Long, Double> byEpoch(@Nullable Series series) {
    Map<Long, Double> values = new TreeMap<>();
    if (series != null) {
      for (Point point : series.points()) {
        if (Double.isFinite(point.value())) {
          values.put(point.epoch(), point.value());
        }
      }
    }
    return values;
  }
}
