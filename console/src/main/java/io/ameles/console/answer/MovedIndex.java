package io.ameles.console.answer;

import io.ameles.console.picture.Point;
import io.ameles.console.picture.Series;
import io.ameles.console.picture.SeriesBook;
import io.ameles.console.picture.SeriesKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What moved, by where and when: made by one walk over the series, however many alarms ask. */
final class MovedIndex {
  private static final String OF_INPUT = "drift.input.moved.";
  private static final String OF_ERRORS = "drift.moved.";
  private static final List<String> KINDS = List.of("label", "task", "dimension");

  private final Map<Place, List<DriftAnswer.Moved>> moved = new HashMap<>();

  private record Place(boolean input, @Nullable String learner, long epoch) {}

  private MovedIndex() {}

  /**
   * @param from the lowest epoch that will be asked for
   */
  static MovedIndex of(SeriesBook book, long from) {
    MovedIndex index = new MovedIndex();
    for (String kind : KINDS) {
      book.named(OF_INPUT + kind)
          .forEach((key, series) -> index.add(true, kind, key, series, from));
      book.named(OF_ERRORS + kind)
          .forEach((key, series) -> index.add(false, kind, key, series, from));
    }
    index.moved.values().forEach(all -> all.sort(Comparator.comparingDouble(MovedIndex::rank)));
    return index;
  }

  private void add(boolean input, String kind, SeriesKey key, Series series, long from) {
    String tag = key.tag();
    if (tag == null || series.newest().epoch() < from) {
      return;
    }
    Map<Long, Point> newestOfEpoch = new HashMap<>();
    for (Point point : series.points()) {
      if (point.epoch() >= from) {
        newestOfEpoch.put(point.epoch(), point);
      }
    }
    newestOfEpoch.forEach(
        (epoch, point) ->
            moved
                .computeIfAbsent(
                    new Place(input, key.learner(), epoch), place -> new ArrayList<>(4))
                .add(new DriftAnswer.Moved(kind, tag, Numbers.orNull(point.value()))));
  }

  /** What moved most comes first. */
  private static double rank(DriftAnswer.Moved one) {
    Double value = one.value();
    return value == null ? 0 : -Math.abs(value);
  }

  List<DriftAnswer.Moved> with(boolean input, @Nullable String learner, long epoch) {
    return List.copyOf(moved.getOrDefault(new Place(input, learner, epoch), List.of()));
  }
}
