package io.ameles.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.device.TensorDevice;
import java.nio.FloatBuffer;

/** Scores {@code z W^T + b}. */
final class LinearScorer implements Scorer {
  private final NDManager device;
  private final int labels;
  private final NDArray weights;
  private final NDArray biases;

  LinearScorer(TensorDevice device, LinearHead head) {
    this.device = device.newScope();
    this.labels = head.labels().size();
    NDArray rows = this.device.create(head.weights(), new Shape(labels, head.dimension()));
    this.weights = rows.transpose();
    this.biases = this.device.create(head.biases());
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
      return input.matMul(weights).add(biases).toFloatArray();
    }
  }

  @Override
  public void close() {
    device.close();
  }
}
