package io.ameles.model.learn.projection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.device.TensorDevice;
import java.nio.DoubleBuffer;
import java.util.List;

/**
 * The sum of {@code z z^T} over projected embeddings, float64 on the device, in squared
 * quantization steps. Whole numbers until something is projected, and exact as long as they stay
 * below 2^53. NOT thread-safe.
 */
final class Gram implements AutoCloseable {
  private final NDManager device;
  private final int dimension;
  private final NDArray products;

  Gram(TensorDevice device, int dimension) {
    this.device = device.newScope();
    this.dimension = dimension;
    this.products = this.device.zeros(new Shape(dimension, dimension), DataType.FLOAT64);
  }

  /** How many tensors are held from one call to the next. */
  int held() {
    return device.getManagedArrays().size();
  }

  /** Adds embeddings, or takes them away. */
  void add(List<double[]> vectors, int sign) {
    try (NDManager scope = device.newSubManager()) {
      NDArray rows = matrix(scope, vectors);
      products.addi(rows.transpose().matMul(rows).muli(sign));
    }
  }

  void clear() {
    products.subi(products);
  }

  /**
   * Becomes {@code P G P}.
   *
   * @param directions orthonormal, that P takes away; at least one
   */
  void project(List<double[]> directions) {
    try (NDManager scope = device.newSubManager()) {
      NDArray across = matrix(scope, directions);
      NDArray along = across.transpose();
      NDArray half = across.matMul(products);
      NDArray corner = half.matMul(along);
      products.subi(along.matMul(half)).subi(half.transpose().matMul(across));
      products.addi(along.matMul(corner).matMul(across));
    }
  }

  /**
   * Solves {@code (scale G + lambda I) w = t} for many t.
   *
   * @param targets each [dimension]; at least one; not modified
   * @return one solution after the other, [targets, dimension]
   */
  double[] solve(double scale, double lambda, List<double[]> targets) {
    try (NDManager scope = device.newSubManager()) {
      NDArray regularized = scope.eye(dimension, dimension, 0, DataType.FLOAT64).muli(lambda);
      NDArray scaled = products.duplicate();
      scaled.attach(scope);
      NDArray inverse = regularized.addi(scaled.muli(scale)).inverse();
      return matrix(scope, targets).matMul(inverse).toDoubleArray(); // the inverse is symmetric
    }
  }

  private NDArray matrix(NDManager scope, List<double[]> rows) {
    DoubleBuffer values = DoubleBuffer.allocate(rows.size() * dimension);
    rows.forEach(values::put);
    return scope.create(values.flip(), new Shape(rows.size(), dimension), DataType.FLOAT64);
  }

  /** [dimension, dimension] row by row. */
  double[] values() {
    return products.toDoubleArray();
  }

  void restore(double[] values) {
    try (NDManager scope = device.newSubManager()) {
      clear();
      products.addi(scope.create(values, new Shape(dimension, dimension)));
    }
  }

  @Override
  public void close() {
    device.close();
  }
}
