package io.ameles.console.answer;

import io.ameles.console.picture.Picture;
import io.ameles.console.picture.Point;
import io.ameles.console.picture.Request;
import io.ameles.console.picture.Series;
import io.ameles.console.picture.SeriesBook;
import io.ameles.console.picture.SeriesKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What changed, and whether a deletion may be the reason.
 *
 * @param alarms of detectors, by time
 * @param restarts of detectors because of deletions, by time
 * @param deletions that were applied, by time
 */
public record DriftAnswer(List<Alarm> alarms, List<Restart> restarts, List<Deletion> deletions) {
  private static final int MOST = 1_000;
  private static final String ALARMS = "drift.alarms.";
  private static final String INPUT = "drift.input.alarms";
  private static final List<String> KINDS = List.of("label", "task", "dimension");

  /**
   * One alarm.
   *
   * @param at when the epoch was closed
   * @param epoch in which it was raised
   * @param learner whose errors rose; null if the input changed
   * @param detector which one; {@code input} for the input
   * @param moved what changed most
   */
  public record Alarm(
      String at, long epoch, @Nullable String learner, String detector, List<Moved> moved) {}

  /**
   * What changed with an alarm.
   *
   * @param kind {@code label}, {@code task} or {@code dimension}
   * @param tag which one
   * @param value by how much, in the unit of the fact
   */
  public record Moved(String kind, String tag, @Nullable Double value) {}

  /**
   * Detectors began anew.
   *
   * @param at when the epoch was closed
   * @param epoch which
   * @param learner whose
   */
  public record Restart(String at, long epoch, @Nullable String learner) {}

  /**
   * A request was applied.
   *
   * @param at when the epoch was closed
   * @param epoch which
   * @param requestId as in the request
   * @param scope as in the request
   * @param examples that it removed
   */
  public record Deletion(String at, long epoch, String requestId, String scope, long examples) {}

  /** As of now. */
  public static DriftAnswer of(Picture picture) {
    return picture.look(
        books ->
            new DriftAnswer(
                alarms(books.series()),
                restarts(books.series()),
                deletions(books.requests().newestFirst())));
  }

  private static List<Alarm> alarms(SeriesBook book) {
    List<Alarm> alarms = new ArrayList<>();
    for (String name : book.names()) {
      boolean ofErrors = name.startsWith(ALARMS);
      if (ofErrors || name.equals(INPUT)) {
        String detector = ofErrors ? name.substring(ALARMS.length()) : "input";
        book.named(name)
            .forEach(
                (key, series) ->
                    rises(series).forEach(p -> alarms.add(alarm(book, key, detector, p))));
      }
    }
    return newest(alarms, Comparator.comparingLong(Alarm::epoch));
  }

  private static Alarm alarm(SeriesBook book, SeriesKey key, String detector, Point point) {
    String tag = key.tag();
    return new Alarm(
        Times.ofMillis(point.millis()),
        point.epoch(),
        key.learner(),
        tag == null ? detector : detector + "." + tag,
        moved(book, key, point.epoch()));
  }

  private static List<Moved> moved(SeriesBook book, SeriesKey alarm, long epoch) {
    String prefix = alarm.name().equals(INPUT) ? "drift.input.moved." : "drift.moved.";
    List<Moved> moved = new ArrayList<>();
    for (String kind : KINDS) {
      book.named(prefix + kind)
          .forEach(
              (key, series) -> {
                String tag = key.tag();
                if (tag != null && Objects.equals(key.learner(), alarm.learner())) {
                  series
                      .at(epoch)
                      .ifPresent(p -> moved.add(new Moved(kind, tag, Numbers.orNull(p.value()))));
                }
              });
    }
    moved.sort(
        Comparator.comparingDouble(
            (Moved one) -> {
              Double value = one.value;
              return value == null ? 0 : -Math.abs(value);
            }));
    return moved;
  }

  private static List<Restart> restarts(SeriesBook book) {
    List<Restart> restarts = new ArrayList<>();
    book.named("drift.restarts")
        .forEach(
            (key, series) ->
                rises(series)
                    .forEach(
                        point ->
                            restarts.add(
                                new Restart(
                                    Times.ofMillis(point.millis()),
                                    point.epoch(),
                                    key.learner()))));
    return newest(restarts, Comparator.comparingLong(Restart::epoch));
  }

  /** Where a count is higher than before; the first value counts from zero. */
  private static List<Point> rises(Series series) {
    List<Point> rises = new ArrayList<>();
    double before = 0;
    for (Point point : series.points()) {
      if (point.value() > before) {
        rises.add(point);
      }
      before = point.value();
    }
    return rises;
  }

  private static List<Deletion> deletions(Iterable<Request> newestFirst) {
    List<Deletion> deletions = new ArrayList<>();
    for (Request request : newestFirst) {
      String at = Times.orNull(request.appliedAt());
      if (at != null && !request.key().whole()) {
        deletions.add(
            new Deletion(
                at,
                request.appliedEpoch(),
                request.key().requestId(),
                request.key().scope().name(),
                request.step().examplesRemoved()));
      }
    }
    return newest(deletions, Comparator.comparingLong(Deletion::epoch));
  }

  private static <T> List<T> newest(List<T> all, Comparator<T> byTime) {
    all.sort(byTime);
    return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
  }
}
