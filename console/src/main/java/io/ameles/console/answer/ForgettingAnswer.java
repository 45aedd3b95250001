package io.ameles.console.answer;

import io.ameles.console.picture.DeletionBook;
import io.ameles.console.picture.Matrix;
import io.ameles.console.picture.Picture;
import io.ameles.console.picture.Point;
import io.ameles.console.picture.Series;
import io.ameles.console.picture.SeriesBook;
import io.ameles.schema.DeletionScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every learner knows of what it learned before.
 *
 * @param learners in the order in which they came first
 * @param deletedLeftOut how many times the deletion of a label or task is no longer known, because
 *     so many others came after it
 */
public record ForgettingAnswer(List<OfLearner> learners, long deletedLeftOut) {
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
   * @param deleted columns of which all examples were deleted
   * @param intended what deletions took away on purpose, the newest last
   */
  public record OfLearner(
      String learner,
      String kind,
      List<String> columns,
      List<Row> rows,
      Summary summary,
      List<Deleted> deleted,
      List<Intended> intended) {}

  /**
   * All examples of a column were deleted, once or several times.
   *
   * @param column its tag
   * @param first when that was applied for the first time
   * @param last when that was applied for the last time
   */
  public record Deleted(String column, String first, String last) {}

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
   * @param requests ids of the first requests that were applied in this epoch
   * @param requestCount how many were
   */
  public record Intended(
      long epoch,
      String at,
      @Nullable Double examples,
      @Nullable Double before,
      @Nullable Double after,
      @Nullable Double spill,
      List<String> requests,
      long requestCount) {}

  /** As of now. The picture is held for one learner at a time, and only while it is copied. */
  public static ForgettingAnswer of(Picture picture) {
    List<String> learners = picture.look(books -> books.matrices().learners());
    Map<DeletionBook.Name, DeletionBook.Span> gone =
        picture.look(books -> books.deletions().byName());
    List<OfLearner> answers = new ArrayList<>();
    for (String learner : learners) {
      answers.add(ofLearner(learner, picture.look(books -> Kept.of(books, learner)), gone));
    }
    return new ForgettingAnswer(answers, picture.look(books -> books.deletions().leftOut()));
  }

  /** What the picture has of one learner. */
  private record Kept(
      Matrix.Snapshot matrix,
      Summary summary,
      List<Point> examples,
      List<Point> before,
      List<Point> after,
      List<Point> spill,
      Map<Long, DeletionBook.OfEpoch> applied) {
    private static Kept of(Picture.Books books, String learner) {
      SeriesBook series = books.series();
      List<Point> all = points(series, learner, INTENDED + "examples");
      List<Point> examples = all.subList(Math.max(0, all.size() - MOST_INTENDED), all.size());
      Map<Long, DeletionBook.OfEpoch> applied = new HashMap<>();
      examples.forEach(point -> applied.put(point.epoch(), books.deletions().in(point.epoch())));
      return new Kept(
          books.matrices().snapshot(learner),
          new Summary(
              newest(series, learner, "average-accuracy"),
              newest(series, learner, "incremental-accuracy"),
              newest(series, learner, "forgetting"),
              newest(series, learner, "backward-transfer"),
              newest(series, learner, "forward-transfer")),
          examples,
          points(series, learner, INTENDED + "before"),
          points(series, learner, INTENDED + "after"),
          points(series, learner, "forgetting.spill"),
          applied);
    }

    private static List<Point> points(SeriesBook book, String learner, String name) {
      Series series = book.get(learner, name, null);
      return series == null ? List.of() : series.points();
    }

    private static @Nullable Double newest(SeriesBook series, String learner, String fact) {
      return Numbers.orNull(series.newest(learner, "forgetting." + fact));
    }
  }

  private static OfLearner ofLearner(
      String learner, Kept kept, Map<DeletionBook.Name, DeletionBook.Span> gone) {
    Matrix.Snapshot matrix = kept.matrix;
    DeletionScope scope = matrix.ofTasks() ? DeletionScope.TASK : DeletionScope.LABEL;
    List<Deleted> deleted = new ArrayList<>();
    for (String column : matrix.columns()) {
      DeletionBook.Span span = gone.get(new DeletionBook.Name(scope, column));
      if (span != null) {
        deleted.add(new Deleted(column, Times.of(span.first()), Times.of(span.last())));
      }
    }
    return new OfLearner(
        learner,
        matrix.ofTasks() ? "task" : "label",
        matrix.columns(),
        matrix.rows().stream().map(row -> row(matrix.columns().size(), row)).toList(),
        kept.summary,
        deleted,
        intended(kept));
  }

  private static Row row(int columns, Matrix.Row row) {
    List<@Nullable Double> cells = new ArrayList<>(columns);
    for (int column = 0; column < columns; column++) {
      cells.add(Numbers.orNull(row.cell(column)));
    }
    return new Row(row.tag(), row.newest().epoch(), Times.ofMillis(row.newest().millis()), cells);
  }

  private static List<Intended> intended(Kept kept) {
    Map<Long, Double> before = byEpoch(kept.before);
    Map<Long, Double> after = byEpoch(kept.after);
    Map<Long, Double> spill = byEpoch(kept.spill);
    return kept.examples.stream()
        .map(
            point -> {
              long epoch = point.epoch();
              DeletionBook.OfEpoch applied =
                  kept.applied.getOrDefault(epoch, DeletionBook.OfEpoch.NONE);
              return new Intended(
                  epoch,
                  Times.ofMillis(point.millis()),
                  Numbers.orNull(point.value()),
                  before.get(epoch),
                  after.get(epoch),
                  spill.get(epoch),
                  applied.ids(),
                  applied.requests());
            })
        .toList();
  }

  private static Map<Long, Double> byEpoch(List<Point> points) {
    Map<Long, Double> values = new HashMap<>();
    for (Point point : points) {
      if (Double.isFinite(point.value())) {
        values.put(point.epoch(), point.value());
      }
    }
    return values;
  }
}
