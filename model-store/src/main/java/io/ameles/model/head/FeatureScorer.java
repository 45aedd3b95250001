package io.ameles.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.device.SignProjection;
import io.ameles.model.device.TensorDevice;
import java.nio.FloatBuffer;

/** Scores {@code W h(z)}; the features are exact, the product with W is not. */
final class FeatureScorer implements Scorer {
  private final NDManager device;
  private final SignProjection projection;
  private final int labels;
  private final double stepsPerUnit;
  private final double featureStep;
  private final NDArray weights;

  FeatureScorer(TensorDevice device, FeatureHead head) {
    this.labels = head.labels().size();
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
    try {
      this.weights =
          this.device.create(head.weights(), new Shape(labels, head.features().size())).transpose();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    this.device.cap(); // every batch in a scope of its own
  }

  @Override
  public int labels() {
    return labels;
  }

  @Override
  public float[] score(Queries queries) {
    if (labels == 0) {
      return new float[0];
    }
    try (NDManager batch = device.newSubManager()) {
      NDArray input =
          batch.create(
              FloatBuffer.wrap(queries.embeddings(), 0, queries.rows() * queries.dimension()),
              new Shape(queries.rows(), queries.dimension()));
      // A whole number of steps again, as step is a power of two.
      NDArray integers = input.toType(DataType.FLOAT64, false).muli(stepsPerUnit);
      NDArray features = projection.apply(integers).muli(featureStep);
      return features.toType(DataType.FLOAT32, false).matMul(weights).toFloatArray();
    }
  }

  @Override
  public void close() {
    projection.close();
    device.close();
  }
}
