package io.ameles.model.device;

/**
 * A matrix of int16 values.
 *
 * @param rows how many
 * @param columns how many
 * @param values [rows, columns] row by row; neither copied nor modified
 */
public record IntegerMatrix(int rows, int columns, short[] values) {
  /** Refuses what does not fit together. */
  public IntegerMatrix {
    if (rows < 0 || columns < 1 || values.length != (long) rows * columns) {
      throw new IllegalArgumentException(
          "%d values are no %d rows of %d".formatted(values.length, rows, columns));
    }
  }

  /** The rows from {@code from} to before {@code to} as float32, row by row; a new array. */
  float[] toFloats(int from, int to) {
    float[] floats = new float[(to - from) * columns];
    int offset = from * columns;
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values[offset + i];
    }
    return floats;
  }
}
