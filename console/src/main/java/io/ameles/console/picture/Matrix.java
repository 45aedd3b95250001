package io.ameles.console.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The accuracy matrix of one learner: cell (i, j) is the newest accuracy on j of the epochs in
 * which i was what had been seen first last. Facts of one epoch come in any order, so those of the
 * newest {@value #OPEN} epochs wait until their row is known.
 *
 * <p>NOT thread-safe; what {@link #snapshot} gives out is immutable.
 */
public final class Matrix {
  /** How many rows and columns there are at most; further ones are left out. */
  public static final int MOST = 256;

  private static final int OPEN = 4;

  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final Map<String, Integer> tasks = new LinkedHashMap<>();
  private final Map<String, Integer> labels = new LinkedHashMap<>();
  private final TreeMap<Long, String> rowOfEpoch = new TreeMap<>();
  private final TreeMap<Long, List<Cell>> waiting = new TreeMap<>();

  private record Cell(boolean task, int column, double value) {}

  /** Accuracies by the number of their column; NaN, or not there: not measured. */
  private static final class Line {
    private double[] tasks = {};
    private double[] labels = {};
    private Point newest;

    private Line(Point first) {
      this.newest = first;
    }

    private void set(Cell cell) {
      if (cell.task) {
        tasks = with(tasks, cell);
      } else {
        labels = with(labels, cell);
      }
    }

    private static double[] with(double[] cells, Cell cell) {
      double[] wide = cells;
      if (cell.column >= cells.length) {
        wide = Arrays.copyOf(cells, cell.column + 1);
        Arrays.fill(wide, cells.length, wide.length, Double.NaN);
      }
      wide[cell.column] = cell.value;
      return wide;
    }
  }

  /**
   * The matrix as it was at one time.
   *
   * @param ofTasks whether its rows and columns are tasks, and not labels
   * @param columns tags in the order in which they came first
   * @param rows in the order in which they began
   */
  public record Snapshot(boolean ofTasks, List<String> columns, List<Row> rows) {}

  /** One row, as it was at one time. */
  public static final class Row {
    private final String tag;
    private final Point newest;
    private final double[] cells;

    private Row(String tag, Point newest, double[] cells) {
      this.tag = tag;
      this.newest = newest;
      this.cells = cells;
    }

    /** The task, or label, that had been seen first last. */
    public String tag() {
      return tag;
    }

    /** Its newest epoch, and when that was measured. */
    public Point newest() {
      return newest;
    }

    /**
     * Accuracy on one column; NaN if it was not measured.
     *
     * @param column its number, from 0
     */
    public double cell(int column) {
      return column < cells.length ? cells[column] : Double.NaN;
    }
  }

  void row(String tag, Point point) {
    Line line = lines.get(tag);
    if (line == null) {
      if (lines.size() == MOST) {
        return;
      }
      line = new Line(point);
      lines.put(tag, line);
    } else if (point.epoch() > line.newest.epoch()) {
      line.newest = point;
    }
    rowOfEpoch.put(point.epoch(), tag);
    trim(rowOfEpoch);
    List<Cell> cells = waiting.remove(point.epoch());
    if (cells != null) {
      cells.forEach(line::set);
    }
  }

  void cell(boolean task, String tag, Point point) {
    Map<String, Integer> columns = task ? tasks : labels;
    if (!columns.containsKey(tag) && columns.size() == MOST) {
      return;
    }
    int column = columns.computeIfAbsent(tag, unused -> columns.size());
    Cell cell = new Cell(task, column, point.value());
    Line line = lines.get(rowOfEpoch.getOrDefault(point.epoch(), ""));
    if (line == null) {
      waiting.computeIfAbsent(point.epoch(), epoch -> new ArrayList<>()).add(cell);
      trim(waiting);
    } else {
      line.set(cell);
    }
  }

  private static void trim(NavigableMap<Long, ?> epochs) {
    while (epochs.size() > OPEN) {
      epochs.pollFirstEntry();
    }
  }

  /** As it is now; quick, however large it is. */
  public Snapshot snapshot() {
    boolean ofTasks = !tasks.isEmpty();
    List<Row> rows = new ArrayList<>(lines.size());
    lines.forEach(
        (tag, line) ->
            rows.add(new Row(tag, line.newest, (ofTasks ? line.tasks : line.labels).clone())));
    return new Snapshot(ofTasks, List.copyOf((ofTasks ? tasks : labels).keySet()), rows);
  }
}
