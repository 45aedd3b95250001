package io.ameles.console.answer;

import io.ameles.console.picture.Picture;
import io.ameles.console.picture.Point;
import io.ameles.console.picture.Series;
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
   * @param max how many points of one series at most
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

  /** Answers a query. */
  public static SeriesAnswer of(Picture picture, Query query) {
    return picture.look(
        books -> {
          List<One> found = new ArrayList<>();
          for (String name : query.names) {
            books
                .series()
                .named(name)
                .forEach(
                    (key, series) -> {
                      if (query.matches(key)) {
                        found.add(one(key, series, query));
                      }
                    });
          }
          return new SeriesAnswer(found);
        });
  }

  private static One one(SeriesKey key, Series series, Query query) {
    List<Point> points =
        series.points().stream().filter(point -> point.millis() >= query.fromMillis).toList();
    List<Point> thinned = Series.thin(points, query.max);
    return new One(
        key.learner(),
        key.name(),
        key.tag(),
        Numbers.points(thinned),
        series.isThinned() || thinned.size() < points.size());
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
