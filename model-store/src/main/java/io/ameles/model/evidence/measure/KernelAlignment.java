package io.ameles.model.evidence.measure;

import org.jspecify.annotations.Nullable;

/**
 * How similar two models' outputs for the same examples are as representations, whatever the
 * rotation and scale: linear CKA of Kornblith et al., "Similarity of Neural Network Representations
 * Revisited" (2019), {@code |X'Y|^2 / (|X'X| |Y'Y|)} in Frobenius norms of column-centred outputs.
 */
public final class KernelAlignment {
  private KernelAlignment() {}

  /**
   * From 0 to 1; 1 for equal outputs. Null where it is undefined: without examples, or if one of
   * the models says the same of all of them.
   */
  public static @Nullable Double of(Outputs a, Outputs b) {
    if (a.size() != b.size()) {
      throw new IllegalArgumentException(
          "outputs for %d and %d examples".formatted(a.size(), b.size()));
    }
    double[][] x = columns(a);
    double[][] y = columns(b);
    double own = squaredNorm(x, x);
    double other = squaredNorm(y, y);
    if (own == 0 || other == 0) {
      return null;
    }
    // The root of a square is exact, so equal outputs give 1 and not about 1.
    return Math.min(1, squaredNorm(x, y) / Math.sqrt(own * other));
  }

  /** [labels][rows], every column less its mean. */
  private static double[][] columns(Outputs outputs) {
    double[][] columns = new double[outputs.labels().size()][outputs.size()];
    for (int row = 0; row < outputs.size(); row++) {
      double[] centred = outputs.centred(row);
      for (int label = 0; label < centred.length; label++) {
        columns[label][row] = centred[label];
      }
    }
    for (double[] column : columns) {
      centre(column);
    }
    return columns;
  }

  private static void centre(double[] column) {
    double sum = 0;
    boolean constant = true;
    for (double value : column) {
      sum += value;
      constant &= value == column[0];
    }
    for (int row = 0; row < column.length; row++) {
      // A constant is centred exactly, or its rounding errors would be taken for a representation.
      column[row] = constant ? 0 : column[row] - sum / column.length;
    }
  }

  /** The squared Frobenius norm of X'Y. */
  private static double squaredNorm(double[][] x, double[][] y) {
    double squares = 0;
    for (double[] one : x) {
      for (double[] other : y) {
        double dot = 0;
        for (int row = 0; row < one.length; row++) {
          dot += one[row] * other[row];
        }
        squares += dot * dot;
      }
    }
    return squares;
  }
}
