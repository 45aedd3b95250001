package io.ameles.model.head;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks in batches of one and the same size, the last one filled up with zeros. */
final class SteadyScorer implements Scorer {
  /** Enough for a product to be worth a call, few enough for a lone question. */
  static final int ROWS = 32;

  private final Scorer inner;

  /**
   * @param inner closed with this scorer
   */
  SteadyScorer(Scorer inner) {
    this.inner = inner;
  }

  @Override
  public int labels() {
    return inner.labels();
  }

  @Override
  public float[] score(Queries queries) {
    int dimension = queries.dimension();
    float[] scores = new float[Math.multiplyExact(queries.rows(), labels())];
    for (int from = 0; from < queries.rows(); from += ROWS) {
      int rows = Math.min(ROWS, queries.rows() - from);
      float[] embeddings = new float[ROWS * dimension];
      System.arraycopy(queries.embeddings(), from * dimension, embeddings, 0, rows * dimension);
      @Nullable String[] tasks = new @Nullable String[ROWS];
      for (int row = 0; row < rows; row++) {
        tasks[row] = queries.tasks().get(from + row);
      }
      List<@Nullable String> known = Collections.unmodifiableList(Arrays.asList(tasks));
      float[] some = inner.score(new Queries(ROWS, dimension, embeddings, known));
      System.arraycopy(some, 0, scores, from * labels(), rows * labels());
    }
    return scores;
  }

  @Override
  public void close() {
    inner.close();
  }
}
