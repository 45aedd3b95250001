package io.ameles.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.device.SignProjection;
import io.ameles.model.device.TensorDevice;
import java.nio.FloatBuffer;

/** Scores {@code W h(z)}: the features on a device, where they are exact, the rest row by row. */
final class SteadyFeatures implements Scorer {
  // Features of a batch: 32 MiB.
  private static final int MAX_FEATURES = 1 << 22;

  private final NDManager device;
  private final SignProjection projection;
  private final FixedProduct product;
  private final int features;
  private final double stepsPerUnit;
  private final double featureStep;

  SteadyFeatures(TensorDevice device, FeatureHead head) {
    this.features = head.features().size();
    this.product = FixedProduct.of(head.weights(), new float[head.labels().size()], features);
    this.stepsPerUnit = 1 / head.step();
    this.featureStep = head.features().step(head.step());
    this.projection =
        new SignProjection(
            device, head.features().signs(), head.dimension(), head.features().shift());
    try {
      this.device = device.newScope();
    } catch (RuntimeException e) {
      projection.close();
      throw e;
    }
    this.device.cap(); // every batch in a scope of its own
  }

  @Override
  public int labels() {
    return product.outputs();
  }

  @Override
  public float[] score(Queries queries) {
    float[] scores = new float[Math.multiplyExact(queries.rows(), labels())];
    int atOnce = Math.max(1, MAX_FEATURES / features);
    for (int from = 0; from < queries.rows() && labels() > 0; from += atOnce) {
      int rows = Math.min(atOnce, queries.rows() - from);
      float[] values = features(queries, from, rows);
      for (int row = 0; row < rows; row++) {
        float[] own = product.apply(values, row * features);
        System.arraycopy(own, 0, scores, (from + row) * labels(), labels());
      }
    }
    return scores;
  }

  private float[] features(Queries queries, int from, int rows) {
    int dimension = queries.dimension();
    try (NDManager batch = device.newSubManager()) {
      NDArray input =
          batch.create(
              FloatBuffer.wrap(queries.embeddings(), from * dimension, rows * dimension),
              new Shape(rows, dimension));
      // A whole number of steps again, as step is a power of two.
      NDArray integers = input.toType(DataType.FLOAT64, false).muli(stepsPerUnit);
      NDArray exact = projection.apply(integers).muli(featureStep);
      return exact.toType(DataType.FLOAT32, false).toFloatArray();
    }
  }

  @Override
  public void close() {
    projection.close();
    device.close();
  }
}
