package io.ameles.model.learn.ridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.DMatrixRBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CholeskyFactorTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 200})
  void solvesWhatEliminationSolves(int size) {
    double[][] matrix = matrix(size);
    double[] rightSide = new Random(2).doubles(size, -1, 1).toArray();
    double[] expected = eliminate(matrix, rightSide);
    double[] solved = factor(matrix).solve(rightSide);
    for (int i = 0; i < size; i++) {
      assertThat(solved[i]).isBetween(expected[i] - 1e-12, expected[i] + 1e-12);
    }
  }

  @Test
  void columnsAreSolvedAlikeAloneAndTogether() {
    int size = 150;
    CholeskyFactor factor = factor(matrix(size));
    double[] one = new Random(3).doubles(size, -1, 1).toArray();
    DMatrixRBlock many = factor.rightSide(70);
    for (int row = 0; row < size; row++) {
      many.set(row, 0, one[row]);
      many.set(row, 69, one[row]);
    }
    factor.solve(many);
    double[] alone = factor.solve(one);
    for (int row = 0; row < size; row++) {
      assertThat(many.get(row, 0)).isEqualTo(alone[row]);
      assertThat(many.get(row, 69)).isEqualTo(alone[row]);
    }
  }

  @Test
  void bitsDoNotDependOnWhetherTheLibraryMayUseThreads() {
    double[] one = new Random(3).doubles(300, -1, 1).toArray();
    boolean before = EjmlConcurrency.USE_CONCURRENT;
    try {
      EjmlConcurrency.USE_CONCURRENT = true;
      double[] concurrent = factor(matrix(300)).solve(one);
      EjmlConcurrency.USE_CONCURRENT = false;
      assertThat(factor(matrix(300)).solve(one)).isEqualTo(concurrent);
    } finally {
      EjmlConcurrency.USE_CONCURRENT = before;
    }
  }

  /** Fixed for all machines: if it differs on one, published parameters differ there, too. */
  @Test
  void bitsAreTheSameEverywhere() {
    double[] rightSide = new double[200];
    Random random = new Random(2);
    for (int i = 0; i < rightSide.length; i++) {
      rightSide[i] = random.nextDouble();
    }
    assertThat(Arrays.hashCode(factor(matrix(200)).solve(rightSide))).isEqualTo(-1_209_114_880);
  }

  @Test
  void whatIsNotPositiveDefiniteHasNoFactor() {
    double[][] matrix = matrix(100);
    matrix[80][80] = -1;
    assertThat(CholeskyFactor.of(blocks(matrix))).isEmpty();
    assertThat(CholeskyFactor.of(blocks(new double[][] {{0}}))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 100})
  void normIsEstimatedFromBelowWithinAFactorOfThree(int size) {
    double[][] matrix = matrix(size);
    CholeskyFactor factor = factor(matrix);
    double exact = 0;
    for (int column = 0; column < size; column++) {
      double[] unit = new double[size];
      unit[column] = 1;
      exact = Math.max(exact, Arrays.stream(eliminate(matrix, unit)).map(Math::abs).sum());
    }
    assertThat(ConditionEstimate.norm(factor::solve, size))
        .isBetween(exact / 3, exact * (1 + 1e-12));
  }

  /** Symmetric, with a diagonal that makes it positive definite and not much more. */
  private static double[][] matrix(int size) {
    Random random = new Random(1);
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i][j] = random.nextDouble() - 0.5;
        matrix[j][i] = matrix[i][j];
      }
      matrix[i][i] = 0.7 * Math.sqrt(size) + 0.1;
    }
    return matrix;
  }

  private static CholeskyFactor factor(double[][] matrix) {
    return CholeskyFactor.of(blocks(matrix)).orElseThrow();
  }

  private static DMatrixRBlock blocks(double[][] matrix) {
    DMatrixRBlock blocks = new DMatrixRBlock(matrix.length, matrix.length, CholeskyFactor.BLOCK);
    for (int i = 0; i < matrix.length; i++) {
      for (int j = i; j < matrix.length; j++) {
        blocks.set(i, j, matrix[i][j]);
      }
    }
    return blocks;
  }

  /** Gaussian elimination with pivots. */
  private static double[] eliminate(double[][] matrix, double[] rightSide) {
    int size = rightSide.length;
    double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    double[] b = rightSide.clone();
    for (int k = 0; k < size; k++) {
      int pivot = k;
      for (int i = k; i < size; i++) {
        pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
      }
      double[] row = a[k];
      a[k] = a[pivot];
      a[pivot] = row;
      double value = b[k];
      b[k] = b[pivot];
      b[pivot] = value;
      for (int i = k + 1; i < size; i++) {
        double factor = a[i][k] / a[k][k];
        for (int j = k; j < size; j++) {
          a[i][j] -= factor * a[k][j];
        }
        b[i] -= factor * b[k];
      }
    }
    for (int k = size - 1; k >= 0; k--) {
      for (int j = k + 1; j < size; j++) {
        b[k] -= a[k][j] * b[j];
      }
      b[k] /= a[k][k];
    }
    return b;
  }
}
