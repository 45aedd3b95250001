package io.ameles.model.learn.bottleneck;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A float32 value for every key and label. Rows are made when they are first trained; a row that is
 * not there is zero. Column 0 stands for every label that has not been seen: it takes part in
 * training like any label, and a new label begins as its copy, that is, where it would be had it
 * been there from the start. Without it, labels that come later would miss what the examples before
 * them took from all others, and win.
 *
 * <p>NOT thread-safe.
 */
final class ValueTable {
  private static final int RESERVE = 1;

  private final float @Nullable [][] rows;
  private final List<String> labels = new ArrayList<>();
  private final Map<String, Integer> columns = new HashMap<>();

  ValueTable(int pairs) {
    this.rows = new float @Nullable [pairs][];
  }

  /** How many columns there are, the one for unseen labels included. */
  int columns() {
    return RESERVE + labels.size();
  }

  /** The labels in the order of their columns, from column 1 on. */
  List<String> labels() {
    return List.copyOf(labels);
  }

  /** The column of {@code label}, which is new if there was none. */
  int column(String label) {
    Integer column = columns.get(label);
    return column == null ? append(label) : column;
  }

  private int append(String label) {
    int column = columns();
    for (int pair = 0; pair < rows.length; pair++) {
      float[] row = rows[pair];
      if (row != null) {
        if (row.length == column) {
          row = Arrays.copyOf(row, 2 * column);
          rows[pair] = row;
        }
        row[column] = row[0];
      }
    }
    labels.add(label);
    columns.put(label, column);
    return column;
  }

  /** The values at a key, [columns] or longer; null if they are all zero. Live. */
  float @Nullable [] row(int pair) {
    return rows[pair];
  }

  /** The same, made if need be. */
  float[] trainable(int pair) {
    float[] row = rows[pair];
    if (row == null) {
      row = new float[Integer.highestOneBit(columns()) * 2];
      rows[pair] = row;
    }
    return row;
  }

  /** Sets all values of a key to zero. */
  void clear(int pair) {
    rows[pair] = null;
  }

  /** Takes a label out, if it is there; the last column takes its place. */
  void drop(String label) {
    Integer column = columns.remove(label);
    if (column == null) {
      return;
    }
    int last = labels.size();
    for (float[] row : rows) {
      if (row != null) {
        row[column] = row[last];
        row[last] = 0;
      }
    }
    String moved = labels.remove(last - RESERVE);
    if (!moved.equals(label)) {
      labels.set(column - RESERVE, moved);
      columns.put(moved, column);
    }
  }

  /** [pairs, labels], labels in ascending order; a new array. */
  float[] sorted(List<String> ascending) {
    float[] values = new float[Math.multiplyExact(rows.length, ascending.size())];
    for (int to = 0; to < ascending.size(); to++) {
      int column = column(ascending.get(to));
      for (int pair = 0; pair < rows.length; pair++) {
        float[] row = rows[pair];
        values[pair * ascending.size() + to] = row == null ? 0 : row[column];
      }
    }
    return values;
  }

  /** Writes everything. */
  void writeTo(DataOutputStream out) throws IOException {
    out.writeInt(labels.size());
    for (String label : labels) {
      out.writeUTF(label);
    }
    for (float[] row : rows) {
      out.writeBoolean(row != null);
      for (int column = 0; row != null && column < columns(); column++) {
        out.writeFloat(row[column]);
      }
    }
  }

  /** Reads what {@link #writeTo} wrote into a table that is empty. */
  void readFrom(DataInputStream in) throws IOException {
    for (int label = in.readInt(); label > 0; label--) {
      append(in.readUTF());
    }
    for (int pair = 0; pair < rows.length; pair++) {
      if (in.readBoolean()) {
        float[] row = trainable(pair);
        for (int column = 0; column < columns(); column++) {
          row[column] = in.readFloat();
        }
      }
    }
  }
}
