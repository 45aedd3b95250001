package io.ameles.model.learn.projection;

import java.util.ArrayList;
import java.util.List;

/**
 * Directions that were taken away: orthonormal, only ever more. With these as the rows of Q,
 * projecting is {@code z - Q^T Q z}. NOT thread-safe.
 */
final class Subspace {
  /** Shorter remainders, in quantization steps, are rounding and not a direction. */
  private static final double LEAST_LENGTH = 1e-3;

  private final List<double[]> directions = new ArrayList<>();

  int size() {
    return directions.size();
  }

  /** The directions from {@code from} on; not modified. */
  List<double[]> since(int from) {
    return directions.subList(from, directions.size());
  }

  /**
   * Takes away the direction of a vector, unless it is gone already.
   *
   * @param vector [dimension] in quantization steps; not modified
   */
  void add(double[] vector) {
    double[] rest = vector.clone();
    project(rest);
    project(rest); // a second time removes what the first left by rounding
    double length = Math.sqrt(dot(rest, rest));
    if (length >= LEAST_LENGTH) {
      for (int i = 0; i < rest.length; i++) {
        rest[i] /= length;
      }
      directions.add(rest);
    }
  }

  /** As it was saved. */
  void restore(double[] direction) {
    directions.add(direction);
  }

  /**
   * Takes all directions out of a vector.
   *
   * @param vector [dimension]; modified
   */
  void project(double[] vector) {
    project(vector, 0);
  }

  /** Takes the directions from {@code from} on out of a vector. */
  void project(double[] vector, int from) {
    for (double[] direction : since(from)) {
      double share = dot(direction, vector);
      for (int i = 0; i < vector.length; i++) {
        vector[i] -= share * direction[i];
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
