package io.ameles.model.learn.ridge;

import java.util.Optional;
import org.ejml.data.DMatrixRBlock;
import org.ejml.dense.block.linsol.chol.CholeskyOuterSolver_DDRB;

/**
 * A symmetric positive definite matrix as {@code R^T R}, by EJML's blocked Cholesky decomposition:
 * Java only, and on one thread, since the classes for several have names of their own and are not
 * called from these. Java's float64 has one result on every machine, so the factor has, too.
 *
 * <p>NOT thread-safe: solving uses shared buffers.
 */
final class CholeskyFactor {
  /** The width of the blocks it computes with; divides that of a tile. */
  static final int BLOCK = 64;

  private final int size;
  private final CholeskyOuterSolver_DDRB solver;

  private CholeskyFactor(int size, CholeskyOuterSolver_DDRB solver) {
    this.size = size;
    this.solver = solver;
  }

  /**
   * The factor; empty if {@code matrix} is not positive definite.
   *
   * @param matrix its upper triangle, in blocks of {@link #BLOCK}; overwritten
   */
  static Optional<CholeskyFactor> of(DMatrixRBlock matrix) {
    CholeskyOuterSolver_DDRB solver = new CholeskyOuterSolver_DDRB(false);
    return solver.setA(matrix)
        ? Optional.of(new CholeskyFactor(matrix.numRows, solver))
        : Optional.empty();
  }

  int size() {
    return size;
  }

  /** An empty right side of {@code columns} columns. */
  DMatrixRBlock rightSide(int columns) {
    return new DMatrixRBlock(size, columns, BLOCK);
  }

  /** Replaces B by X with A X = B. */
  void solve(DMatrixRBlock rightSide) {
    solver.solve(rightSide, null);
  }

  /** x with A x = b. */
  double[] solve(double[] b) {
    DMatrixRBlock x = rightSide(1);
    System.arraycopy(b, 0, x.data, 0, size); // of one column, blocks follow one another
    solve(x);
    return x.data;
  }
}
