package io.ameles.demo.dataset;

/** A matrix of features that hands out one row at a time and never changes. */
sealed interface RowSource permits ByteRows, FloatRows, PermutedRows {

  int size();

  int dimension();

  /**
   * A new array [{@link #dimension}] that belongs to the caller.
   *
   * @throws IndexOutOfBoundsException when there is no such row
   */
  float[] features(int row);
}
