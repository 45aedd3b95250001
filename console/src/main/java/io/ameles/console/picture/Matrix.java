package io.ameles.console.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The accuracy matrix of one learner: cell (i, j) is the newest accuracy on j of the epochs in
 * which i was what had been seen first last. Facts of one epoch come in any order, so those of the
 * newest {@value #OPEN} epochs wait until their row is known.
 *
 * <p>NOT thread-safe.
 */
public final class Matrix {
  /** How many rows and columns there are at most; further ones are left out. */
  public static final int MOST = 256;

  private static final int OPEN = 4;

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Set<String> tasks = new LinkedHashSet<>();
  private final Set<String> labels = new LinkedHashSet<>();
  private final TreeMap<Long, String> rowOfEpoch = new TreeMap<>();
  private final TreeMap<Long, List<Cell>> waiting = new TreeMap<>();

  private record Cell(boolean task, String column, Point point) {}

  /** One row; not to be modified by others. */
  public static final class Row {
    private final String tag;
    private final Map<String, Double> tasks = new LinkedHashMap<>();
    private final Map<String, Double> labels = new LinkedHashMap<>();
    private Point newest;

    private Row(String tag, Point first) {
      this.tag = tag;
      this.newest = first;
    }

    private void set(Cell cell) {
      (cell.task ? tasks : labels).put(cell.column, cell.point.value());
    }

    /** The task, or label, that had been seen first last. */
    public String tag() {
      return tag;
    }

    /** Its newest epoch, and when that was measured. */
    public Point newest() {
      return newest;
    }

    /** Accuracy on one column; null if it was not measured. */
    public @Nullable Double cell(boolean task, String column) {
      return (task ? tasks : labels).get(column);
    }
  }

  void row(String tag, Point point) {
    Row row = rows.get(tag);
    if (row == null) {
      if (rows.size() == MOST) {
        return;
      }
      row = new Row(tag, point);
      rows.put(tag, row);
    } else if (point.epoch() > row.newest.epoch()) {
      row.newest = point;
    }
    rowOfEpoch.put(point.epoch(), tag);
    trim(rowOfEpoch);
    List<Cell> cells = waiting.remove(point.epoch());
    if (cells != null) {
      cells.forEach(row::set);
    }
  }

  void cell(boolean task, String column, Point point) {
    Set<String> columns = task ? tasks : labels;
    if (!columns.contains(column) && columns.size() == MOST) {
      return;
    }
    columns.add(column);
    Cell cell = new Cell(task, column, point);
    Row row = rows.get(rowOfEpoch.getOrDefault(point.epoch(), ""));
    if (row == null) {
      waiting.computeIfAbsent(point.epoch(), epoch -> new ArrayList<>()).add(cell);
      trim(waiting);
    } else {
      row.set(cell);
    }
  }

  private static void trim(NavigableMap<Long, ?> epochs) {
    while (epochs.size() > OPEN) {
      epochs.pollFirstEntry();
    }
  }

  /** Whether its rows and columns are tasks, and not labels. */
  public boolean isOfTasks() {
    return !tasks.isEmpty();
  }

  /** Tags in the order in which they came first. */
  public List<String> columns() {
    return List.copyOf(isOfTasks() ? tasks : labels);
  }

  /** In the order in which they began. */
  public List<Row> rows() {
    return List.copyOf(rows.values());
  }
}
