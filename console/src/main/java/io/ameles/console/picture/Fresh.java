package io.ameles.console.picture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came in since it was asked for last; of every series the newest {@value #MOST} points at
 * most. NOT thread-safe.
 */
final class Fresh {
  private static final int MOST = 64;

  private final Map<SeriesKey, Deque<Point>> points = new LinkedHashMap<>();

  void take(SeriesKey key, Point point) {
    Deque<Point> queue = points.computeIfAbsent(key, unused -> new ArrayDeque<>(2));
    if (queue.size() == MOST) {
      queue.removeFirst();
    }
    queue.addLast(point);
  }

  Map<SeriesKey, List<Point>> drain() {
    Map<SeriesKey, List<Point>> drained = new LinkedHashMap<>();
    points.forEach((key, queue) -> drained.put(key, new ArrayList<>(queue)));
    points.clear();
    return drained;
  }
}
