package io.ameles.model.head;

import io.ameles.model.embed.codebook.CodebookShape;
import io.ameles.model.embed.codebook.KeyFinder;

/** Finds the keys on a device, where that is exact, and averages their values row by row. */
final class SteadyBottleneck implements Scorer {
  private final KeyFinder finder;
  private final CodebookShape shape;
  private final int labels;
  private final float[] values;

  /**
   * @param finder closed with this scorer
   * @param values [heads, keys, labels]; not modified
   */
  SteadyBottleneck(KeyFinder finder, CodebookShape shape, int labels, float[] values) {
    this.finder = finder;
    this.shape = shape;
    this.labels = labels;
    this.values = values;
  }

  @Override
  public int labels() {
    return labels;
  }

  @Override
  public float[] score(Queries queries) {
    float[] scores = new float[Math.multiplyExact(queries.rows(), labels)];
    int heads = shape.heads();
    int[] keys = labels == 0 ? new int[0] : finder.find(queries.embeddings(), queries.rows());
    for (int row = 0; row * heads < keys.length; row++) {
      double[] sums = new double[labels];
      for (int head = 0; head < heads; head++) {
        int value = (head * shape.keys() + keys[row * heads + head]) * labels;
        for (int label = 0; label < labels; label++) {
          sums[label] += values[value + label];
        }
      }
      for (int label = 0; label < labels; label++) {
        scores[row * labels + label] = (float) (sums[label] / heads);
      }
    }
    return scores;
  }

  @Override
  public void close() {
    finder.close();
  }
}
