package io.ameles.model.head;

/**
 * A head on a device. Every call frees what it allocates there; {@link #close} frees the head.
 *
 * <p>NOT thread-safe: one per thread.
 */
public interface Scorer extends AutoCloseable {
  /** Stands for "no label": the head knows none. */
  int NO_LABEL = -1;

  /**
   * The score of every label, the higher the likelier; comparable within a row only. {@link
   * Float#NEGATIVE_INFINITY} for a label that cannot be meant; never NaN.
   *
   * @return [rows, labels] row by row, labels in the order of {@link Head#labels}
   */
  float[] score(Queries queries);

  /** How many labels there are. */
  int labels();

  /**
   * The positions of the labels with the highest score, the first in label order if several have
   * it.
   *
   * @return [rows]; {@link #NO_LABEL} everywhere if the head knows no label
   */
  default int[] predict(Queries queries) {
    int[] predicted = new int[queries.rows()];
    float[] scores = score(queries);
    for (int row = 0; row < predicted.length; row++) {
      predicted[row] = best(scores, row * labels());
    }
    return predicted;
  }

  private int best(float[] scores, int from) {
    int best = NO_LABEL;
    for (int label = 0; label < labels(); label++) {
      if (best == NO_LABEL || scores[from + label] > scores[from + best]) {
        best = label;
      }
    }
    return best;
  }

  @Override
  void close();
}
