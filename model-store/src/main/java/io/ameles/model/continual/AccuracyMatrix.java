package io.ameles.model.continual;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The accuracy matrix R[i][j] of continual learning: how many of the examples of column j were
 * predicted correctly while row i was the newest that was learned. Rows and columns are tasks or
 * labels. A column may be there before its row is, and a value may be missing, where there was
 * nothing to measure it on.
 *
 * <p>NOT thread-safe.
 *
 * @param <T> how rows and columns are named
 */
public final class AccuracyMatrix<T> {
  private final List<T> rows = new ArrayList<>();
  private final Map<T, Map<T, Double>> cells = new HashMap<>();

  /** Begins a row: what is measured from now on was measured after {@code row} came. */
  public void begin(T row) {
    if (!rows.contains(row)) {
      rows.add(row);
    }
  }

  /** Rows in the order in which they began. */
  public List<T> rows() {
    return List.copyOf(rows);
  }

  /**
   * Sets a value.
   *
   * @param accuracy 0 to 1
   * @throws IllegalArgumentException if there is no such row
   */
  public void put(T row, T column, double accuracy) {
    if (!rows.contains(row)) {
      throw new IllegalArgumentException("a value of a row that has not begun");
    }
    cells.computeIfAbsent(row, first -> new HashMap<>()).put(column, accuracy);
  }

  /** Takes a value back: there is nothing any more to measure it on. */
  public void clear(T row, T column) {
    cells.getOrDefault(row, new HashMap<>()).remove(column);
  }

  /** R[row][column], 0 to 1; empty where nothing was measured. */
  public OptionalDouble at(T row, T column) {
    Double accuracy = cells.getOrDefault(row, Map.of()).get(column);
    return accuracy == null ? OptionalDouble.empty() : OptionalDouble.of(accuracy);
  }

  /** The values of a row, by column. */
  public Map<T, Double> row(T row) {
    return Map.copyOf(cells.getOrDefault(row, Map.of()));
  }

  /** Removes the row and the column of that name. */
  public void forget(T name) {
    rows.remove(name);
    cells.remove(name);
    forgetColumn(name);
  }

  /** Removes a column. */
  public void forgetColumn(T column) {
    cells.values().forEach(row -> row.remove(column));
  }

  /** What follows from the values so far. */
  public ContinualScores scores() {
    return ContinualScores.of(this);
  }
}
