package io.ameles.model.learn.ridge;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A lower bound of the 1-norm of a symmetric matrix that is known by what it makes of vectors,
 * nearly always within a factor of three: Higham, "FORTRAN Codes for Estimating the One-Norm of a
 * Real or Complex Matrix" (1988), after Hager (1984).
 */
final class ConditionEstimate {
  private static final int MAX_STEPS = 5;

  private ConditionEstimate() {}

  /**
   * @param matrix gives the product with a vector; must be symmetric
   * @param size of the matrix
   */
  static double norm(UnaryOperator<double[]> matrix, int size) {
    double[] start = new double[size];
    Arrays.fill(start, 1.0 / size);
    double[] product = matrix.apply(start);
    double norm = sum(product);
    double[] signs = signs(product);
    for (int step = 0; step < MAX_STEPS; step++) {
      // The subgradient points to the unit vector that promises the most.
      product = matrix.apply(unit(size, largest(matrix.apply(signs))));
      double next = sum(product);
      double[] nextSigns = signs(product);
      if (next <= norm) {
        break;
      }
      norm = next;
      if (Arrays.equals(signs, nextSigns)) {
        break;
      }
      signs = nextSigns;
    }
    return Math.max(norm, 2 * sum(matrix.apply(alternating(size))) / (3 * size));
  }

  /** Catches matrices in which the search ends early because their entries cancel. */
  private static double[] alternating(int size) {
    double[] vector = new double[size];
    for (int i = 0; i < size; i++) {
      double value = 1 + (size == 1 ? 0 : (double) i / (size - 1));
      vector[i] = i % 2 == 0 ? value : -value;
    }
    return vector;
  }

  private static double[] unit(int size, int index) {
    double[] vector = new double[size];
    vector[index] = 1;
    return vector;
  }

  private static int largest(double[] vector) {
    int largest = 0;
    for (int i = 1; i < vector.length; i++) {
      if (Math.abs(vector[i]) > Math.abs(vector[largest])) {
        largest = i;
      }
    }
    return largest;
  }

  private static double[] signs(double[] vector) {
    double[] signs = new double[vector.length];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = vector[i] < 0 ? -1 : 1;
    }
    return signs;
  }

  private static double sum(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += Math.abs(value);
    }
    return sum;
  }
}
