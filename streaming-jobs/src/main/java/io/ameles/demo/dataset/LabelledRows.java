package io.ameles.demo.dataset;

import java.util.List;

/** The rows of one half of a {@link Dataset}, numbered from 0. Immutable, safe to share. */
public final class LabelledRows {

  private final RowSource source;
  private final List<String> labels;
  private final int[] labelOfRow;

  /**
   * @param labelOfRow [rows], positions in {@code labels}; owned by this object from now on
   */
  LabelledRows(RowSource source, List<String> labels, int[] labelOfRow) {
    if (source.size() != labelOfRow.length) {
      throw new IllegalArgumentException(
          "%d rows but %d labels".formatted(source.size(), labelOfRow.length));
    }
    for (int row = 0; row < labelOfRow.length; row++) {
      if (labelOfRow[row] < 0 || labelOfRow[row] >= labels.size()) {
        throw new IllegalArgumentException(
            "row %d has label %d, there are %d labels"
                .formatted(row, labelOfRow[row], labels.size()));
      }
    }
    this.source = source;
    this.labels = List.copyOf(labels);
    this.labelOfRow = labelOfRow;
  }

  public int size() {
    return labelOfRow.length;
  }

  /**
   * A new array [dimension] that belongs to the caller; it is made for the call, so keep the row
   * number rather than the array.
   *
   * @throws IndexOutOfBoundsException when there is no such row
   */
  public float[] features(int row) {
    return source.features(row);
  }

  /** One of {@link Dataset#labels()}. */
  public String label(int row) {
    return labels.get(labelOfRow[row]);
  }

  /** The position of {@link #label} in {@link #labels()}. */
  int labelIndex(int row) {
    return labelOfRow[row];
  }

  RowSource source() {
    return source;
  }

  int dimension() {
    return source.dimension();
  }

  List<String> labels() {
    return labels;
  }
}
