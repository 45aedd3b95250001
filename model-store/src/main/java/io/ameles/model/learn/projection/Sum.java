package io.ameles.model.learn.projection;

/** A sum of projected embeddings, in quantization steps, and of how many. NOT thread-safe. */
final class Sum {
  private final double[] values;
  private long count;

  Sum(int dimension) {
    this(new double[dimension], 0);
  }

  Sum(double[] values, long count) {
    this.values = values;
    this.count = count;
  }

  long count() {
    return count;
  }

  /** [dimension]; modified by whoever projects. */
  double[] values() {
    return values;
  }

  void add(double[] vector, int sign) {
    for (int i = 0; i < values.length; i++) {
      values[i] += sign * vector[i];
    }
    count += sign;
  }

  void add(Sum other) {
    for (int i = 0; i < values.length; i++) {
      values[i] += other.values[i];
    }
    count += other.count;
  }

  /** [dimension]; a new array. */
  double[] mean() {
    double[] mean = new double[values.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = values[i] / count;
    }
    return mean;
  }
}
