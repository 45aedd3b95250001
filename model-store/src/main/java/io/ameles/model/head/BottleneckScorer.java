package io.ameles.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.codebook.CodebookShape;
import io.ameles.model.embed.codebook.KeyFinder;

/** Finds the keys and averages their values. */
final class BottleneckScorer implements Scorer {
  // Values that a batch looks up: 32 MiB.
  private static final int MAX_VALUES = 1 << 23;

  private final NDManager device;
  private final KeyFinder finder;
  private final CodebookShape shape;
  private final int labels;
  private final NDArray values;
  private final int batchRows;

  /**
   * @param finder closed with this scorer, or if there is none
   * @param values [heads, keys, labels]; not modified
   */
  BottleneckScorer(
      TensorDevice device, KeyFinder finder, CodebookShape shape, int labels, float[] values) {
    this.finder = finder;
    this.shape = shape;
    this.labels = labels;
    try {
      this.device = device.newScope();
    } catch (RuntimeException e) {
      finder.close();
      throw e;
    }
    try {
      this.values = this.device.create(values, new Shape(shape.pairs(), labels));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    long perRow = (long) shape.heads() * Math.max(1, labels);
    this.batchRows = (int) Math.max(1, MAX_VALUES / perRow);
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
    int heads = shape.heads();
    int[] keys = finder.find(queries.embeddings(), queries.rows());
    float[] scores = new float[Math.multiplyExact(queries.rows(), labels)];
    for (int from = 0; from < queries.rows(); from += batchRows) {
      int rows = Math.min(batchRows, queries.rows() - from);
      long[] pairs = new long[rows * heads];
      for (int i = 0; i < pairs.length; i++) {
        pairs[i] = (long) (i % heads) * shape.keys() + keys[from * heads + i];
      }
      float[] part = means(pairs, rows);
      System.arraycopy(part, 0, scores, from * labels, part.length);
    }
    return scores;
  }

  private float[] means(long[] pairs, int rows) {
    try (NDManager batch = device.newSubManager()) {
      NDArray found = values.get(batch, new NDIndex("{}", batch.create(pairs)));
      return found
          .reshape(rows, shape.heads(), labels)
          .sum(new int[] {1})
          .div(shape.heads())
          .toFloatArray();
    }
  }

  @Override
  public void close() {
    finder.close();
    device.close();
  }
}
