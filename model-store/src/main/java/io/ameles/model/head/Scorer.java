package io.ameles.model.head;

import java.util.ArrayList;
import java.util.List;

/**
 * A head on a device. Every call frees what it allocates there; {@link #close} frees the head.
 *
 * <p>The engine chooses its kernels by the sizes it is given, so a row's scores may differ in their
 * last bits with what is asked beside it, unless the head was opened with {@link Head#openSteady}.
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
   * @return [rows]; {@link #NO_LABEL} for a row for which no label can be meant
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
    float highest = Float.NEGATIVE_INFINITY;
    for (int label = 0; label < labels(); label++) {
      if (scores[from + label] > highest) {
        highest = scores[from + label];
        best = label;
      }
    }
    return best;
  }

  /**
   * The labels with the highest scores, the highest first, and of equals the first in label order;
   * the first of a row is what {@link #predict} says.
   *
   * @param top how many labels a row has at most; at least 1
   * @return [rows]; a row has fewer labels if no more can be meant
   */
  default List<List<Ranked>> rank(Queries queries, int top) {
    float[] scores = score(queries);
    List<List<Ranked>> rows = new ArrayList<>(queries.rows());
    for (int row = 0; row < queries.rows(); row++) {
      rows.add(best(scores, row * labels(), top));
    }
    return rows;
  }

  private List<Ranked> best(float[] scores, int from, int top) {
    List<Ranked> best = new ArrayList<>(Math.min(top, labels()) + 1);
    for (int label = 0; label < labels(); label++) {
      float score = scores[from + label];
      if (score == Float.NEGATIVE_INFINITY
          || (best.size() == top && score <= best.get(top - 1).score())) {
        continue;
      }
      int place = best.size();
      while (place > 0 && best.get(place - 1).score() < score) {
        place--;
      }
      best.add(place, new Ranked(label, score));
      if (best.size() > top) {
        best.remove(top);
      }
    }
    return best;
  }

  @Override
  void close();
}
