package io.ameles.console.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * One fact over time, in bounded memory. The newest {@value #RECENT} points, at least, are kept as
 * they are. Older ones are merged to steps of equally many points, of which the lowest and the
 * highest are kept with their own times, so that no peak is lost and every point that is given out
 * was measured; when there are {@value #STEPS} steps, two become one.
 *
 * <p>NOT thread-safe.
 */
public final class Series {
  static final int RECENT = 512;
  static final int STEPS = 512;

  private final List<Step> older = new ArrayList<>(0);
  private final PointList recent = new PointList();
  private int pointsPerStep = 1;
  private int inLastStep;
  private Point newest = new Point(Long.MIN_VALUE, Long.MIN_VALUE, Double.NaN);

  /** The extremes of points that follow each other. */
  private record Step(Point low, Point high) {
    Step with(Step next) {
      return new Step(
          next.low.value() < low.value() ? next.low : low,
          next.high.value() > high.value() ? next.high : high);
    }

    void appendTo(List<Point> points) {
      boolean lowFirst = low.epoch() <= high.epoch();
      points.add(lowFirst ? low : high);
      if (!low.equals(high)) {
        points.add(lowFirst ? high : low);
      }
    }
  }

  /** Takes a point in; points may come out of order by a little. */
  void add(Point point) {
    recent.add(point);
    if (point.epoch() >= newest.epoch()) {
      newest = point;
    }
    if (recent.size() >= 2 * RECENT) {
      for (int i = 0; i < RECENT; i++) {
        age(recent.get(i));
      }
      recent.removeFirst(RECENT);
    }
  }

  private void age(Point point) {
    Step alone = new Step(point, point);
    int last = older.size() - 1;
    if (last >= 0 && inLastStep < pointsPerStep) {
      older.set(last, older.get(last).with(alone));
      inLastStep++;
      return;
    }
    if (older.size() == STEPS) {
      halve();
    }
    older.add(alone);
    inLastStep = 1;
  }

  private void halve() {
    for (int i = 0; i < STEPS / 2; i++) {
      older.set(i, older.get(2 * i).with(older.get(2 * i + 1)));
    }
    older.subList(STEPS / 2, STEPS).clear();
    pointsPerStep *= 2;
  }

  /** The point of the highest epoch. */
  public Point newest() {
    return newest;
  }

  /** Whether some points are missing. */
  public boolean isThinned() {
    return pointsPerStep > 2;
  }

  /** All points that are kept, by epoch. */
  public List<Point> points() {
    List<Point> points = new ArrayList<>(2 * older.size() + recent.size());
    older.forEach(step -> step.appendTo(points));
    for (int i = 0; i < recent.size(); i++) {
      points.add(recent.get(i));
    }
    return points;
  }

  /**
   * At most so many of the points that are kept, with the lowest and the highest of every part and
   * with the newest.
   *
   * @param points by epoch
   * @param max at least 2
   */
  public static List<Point> thin(List<Point> points, int max) {
    if (points.size() <= max) {
      return points;
    }
    List<Point> thinned = new ArrayList<>(max);
    int newest = points.size() - 1;
    int parts = (max - 1) / 2;
    if (parts == 0) {
      thinned.add(points.get(0));
    }
    for (int part = 0; part < parts; part++) {
      int from = (int) ((long) part * newest / parts);
      int to = (int) ((long) (part + 1) * newest / parts);
      Step step = new Step(points.get(from), points.get(from));
      for (Point point : points.subList(from, to)) {
        step = step.with(new Step(point, point));
      }
      step.appendTo(thinned);
    }
    thinned.add(points.get(newest));
    return thinned;
  }
}
