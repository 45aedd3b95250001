package io.ameles.console.answer;

import io.ameles.console.picture.Point;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers as JSON can hold them: what is not finite is null. */
final class Numbers {
  private Numbers() {}

  static @Nullable Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }

  static List<List<@Nullable Object>> points(List<Point> points) {
    List<List<@Nullable Object>> rows = new ArrayList<>(points.size());
    for (Point point : points) {
      List<@Nullable Object> row = new ArrayList<>(3);
      row.add(point.millis());
      row.add(point.epoch());
      row.add(orNull(point.value()));
      rows.add(row);
    }
    return rows;
  }
}
