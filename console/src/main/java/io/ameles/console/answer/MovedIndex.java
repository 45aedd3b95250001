package io.ameles.console.answer;

import io.ameles.console.picture.Picture;
import io.ameles.console.picture.Point;
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
  static MovedIndex of(Picture picture, long from) {
    MovedIndex index = new MovedIndex();
    for (String kind : KINDS) {
      KeptSeries.of(picture, (OF_INPUT + kind)::equals, from)
          .forEach(series -> index.add(true, kind, series, from));
      KeptSeries.of(picture, (OF_ERRORS + kind)::equals, from)
          .forEach(series -> index.add(false, kind, series, from));
    }
    index.moved.values().forEach(all -> all.sort(Comparator.comparingDouble(MovedIndex::rank)));
    return index;
  }

  private void add(boolean input, String kind, KeptSeries series, long from) {
    String tag = series.key().tag();
    if (tag == null) {
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
                    new Place(input, series.key().learner(), epoch), place -> new ArrayList<>(4))
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
