package io.ameles.demo.dataset;

import java.util.Objects;

/**
 * The rows of another source several times over, each time with their features in another order:
 * first all rows in the order of the first permutation, then all in that of the second, and so on.
 */
final class PermutedRows implements RowSource {

  private final RowSource rows;
  private final int[][] permutations;

  /**
   * @param permutations [permutations][dimension]; owned by this object from now on
   */
  PermutedRows(RowSource rows, int[][] permutations) {
    this.rows = rows;
    this.permutations = permutations;
  }

  @Override
  public int size() {
    return Math.multiplyExact(rows.size(), permutations.length);
  }

  @Override
  public int dimension() {
    return rows.dimension();
  }

  @Override
  public float[] features(int row) {
    Objects.checkIndex(row, size());
    int[] permutation = permutations[row / rows.size()];
    float[] original = rows.features(row % rows.size());
    float[] permuted = new float[original.length];
    for (int i = 0; i < permuted.length; i++) {
      permuted[i] = original[permutation[i]];
    }
    return permuted;
  }
}
