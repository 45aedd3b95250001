package io.ameles.console.answer;

import io.ameles.console.picture.Picture;
import io.ameles.console.picture.Point;
import io.ameles.console.picture.Request;
import io.ameles.console.picture.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
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
  private static final Comparator<Rise> BY_EPOCH =
      Comparator.comparingLong(rise -> rise.point.epoch());

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

  /** As of now. The picture is held only while something is copied from it. */
  public static DriftAnswer of(Picture picture) {
    return new DriftAnswer(alarms(picture), restarts(picture), deletions(picture));
  }

  /** A rise of a counter, before anything is made of it. */
  private record Rise(SeriesKey counter, Point point) {}

  private static List<Alarm> alarms(Picture picture) {
    List<Rise> newest =
        newest(rises(picture, name -> name.startsWith(ALARMS) || name.equals(INPUT)), BY_EPOCH);
    MovedIndex moved = MovedIndex.of(picture, lowestEpoch(newest));
    return newest.stream().map(rise -> alarm(rise, moved)).toList();
  }

  private static long lowestEpoch(List<Rise> rises) {
    return rises.isEmpty() ? Long.MAX_VALUE : rises.get(0).point.epoch();
  }

  private static Alarm alarm(Rise rise, MovedIndex moved) {
    SeriesKey counter = rise.counter;
    boolean ofInput = counter.name().equals(INPUT);
    String detector = ofInput ? "input" : counter.name().substring(ALARMS.length());
    String tag = counter.tag();
    return new Alarm(
        Times.ofMillis(rise.point.millis()),
        rise.point.epoch(),
        counter.learner(),
        tag == null ? detector : detector + "." + tag,
        moved.with(ofInput, counter.learner(), rise.point.epoch()));
  }

  private static List<Restart> restarts(Picture picture) {
    return newest(rises(picture, "drift.restarts"::equals), BY_EPOCH).stream()
        .map(
            rise ->
                new Restart(
                    Times.ofMillis(rise.point.millis()),
                    rise.point.epoch(),
                    rise.counter.learner()))
        .toList();
  }

  /**
   * Where counts are higher than before. The first value of a series is no rise, unless it is of
   * the first epoch that is known: what was counted before the topic begins is not known.
   */
  private static List<Rise> rises(Picture picture, Predicate<String> names) {
    List<KeptSeries> counters = KeptSeries.of(picture, names, Long.MIN_VALUE);
    long firstEpoch = picture.look(books -> books.series().firstEpoch());
    List<Rise> rises = new ArrayList<>();
    for (KeptSeries counter : counters) {
      List<Point> points = counter.points();
      boolean fromStart = !points.isEmpty() && points.get(0).epoch() == firstEpoch;
      double before = fromStart ? 0 : Double.POSITIVE_INFINITY;
      for (Point point : points) {
        if (point.value() > before) {
          rises.add(new Rise(counter.key(), point));
        }
        before = point.value();
      }
    }
    return rises;
  }

  /** What a deletion has to say here, before it is written down. */
  private record Applied(Instant at, long epoch, Request.Key key, long examples) {
    private Deletion deletion() {
      return new Deletion(Times.of(at), epoch, key.requestId(), key.scope().name(), examples);
    }
  }

  private static List<Deletion> deletions(Picture picture) {
    List<Applied> applied = picture.look(books -> applied(books.requests().newestFirst()));
    return newest(applied, Comparator.comparingLong(Applied::epoch)).stream()
        .map(Applied::deletion)
        .toList();
  }

  private static List<Applied> applied(Iterable<Request> newestFirst) {
    List<Applied> applied = new ArrayList<>();
    for (Request request : newestFirst) {
      Instant at = request.appliedAt();
      if (at != null && !request.key().whole()) {
        applied.add(
            new Applied(
                at, request.appliedEpoch(), request.key(), request.step().examplesRemoved()));
      }
    }
    return applied;
  }

  private static <T> List<T> newest(List<T> all, Comparator<T> byTime) {
    all.sort(byTime);
    return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
  }
}
