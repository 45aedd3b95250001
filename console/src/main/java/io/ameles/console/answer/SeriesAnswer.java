package io.ameles.console.answer;

import io.ameles.console.picture.Picture;
import io.ameles.console.picture.Point;
import io.ameles.console.picture.Series;
import io.ameles.console.picture.SeriesBook;
import io.ameles.console.picture.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Facts over time.
 *
 * @param series each about one learner, name and tag
 */
public record SeriesAnswer(List<One> series) {
  /** How many points one answer has at most, as long as every series has two. */
  public static final int MOST_POINTS = 200_000;

  /**
   * One fact over time.
   *
   * @param learner null for facts about the whole job
   * @param name of the fact
   * @param tag null if there is none
   * @param points as {@code [milliseconds since 1970, epoch, value or null]}, by epoch
   * @param thinned whether points are missing between them
   */
  public record One(
      @Nullable String learner,
      String name,
      @Nullable String tag,
      List<List<@Nullable Object>> points,
      boolean thinned) {}

  /**
   * What is asked for.
   *
   * @param names of facts
   * @param learner null: of any, or of none
   * @param tag null: with any, or without
   * @param fromMillis points from then on
   * @param max how many points of one series at most; fewer where there are many series
   */
  public record Query(
      List<String> names,
      @Nullable String learner,
      @Nullable String tag,
      long fromMillis,
      int max) {
    private boolean matches(SeriesKey key) {
      return (learner == null || learner.equals(key.learner()))
          && (tag == null || tag.equals(key.tag()));
    }
  }

  /** Answers a query; {@value #MOST_POINTS} points at most over all series. */
  public static SeriesAnswer of(Picture picture, Query query) {
    List<SeriesKey> keys = picture.look(books -> keys(books.series(), query));
    int max = Math.min(query.max, Math.max(2, MOST_POINTS / Math.max(1, keys.size())));
    List<One> found = new ArrayList<>();
    for (SeriesKey key : keys) {
      found.add(one(KeptSeries.of(picture, key), query.fromMillis, max));
    }
    return new SeriesAnswer(found);
  }

  private static List<SeriesKey> keys(SeriesBook book, Query query) {
    return query.names.stream()
        .flatMap(name -> book.named(name).keySet().stream())
        .filter(query::matches)
        .toList();
  }

  private static One one(KeptSeries kept, long fromMillis, int max) {
    List<Point> points =
        kept.points().stream().filter(point -> point.millis() >= fromMillis).toList();
    List<Point> thinned = Series.thin(points, max);
    SeriesKey key = kept.key();
    return new One(
        key.learner(),
        key.name(),
        key.tag(),
        Numbers.points(thinned),
        kept.thinned() || thinned.size() < points.size());
  }

  /** What is new, for those who listen. */
  public static SeriesAnswer of(Map<SeriesKey, List<Point>> fresh) {
    List<One> series = new ArrayList<>();
    fresh.forEach(
        (key, points) ->
            series.add(
                new One(key.learner(), key.name(), key.tag(), Numbers.points(points), false)));
    return new SeriesAnswer(series);
  }
}
