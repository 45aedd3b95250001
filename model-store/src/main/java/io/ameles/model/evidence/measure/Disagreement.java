package io.ameles.model.evidence.measure;

import java.util.Objects;

/**
 * How differently two models answer.
 *
 * @param largest the largest difference between the scores that they give a label for an example,
 *     each less the example's mean score over the labels that both know; 0 if there is nothing to
 *     compare
 * @param otherPredictions share of the examples for which they predict different labels, 0 to 1; 0
 *     without examples
 * @param examples how many were compared
 */
public record Disagreement(double largest, double otherPredictions, int examples) {
  /** Of two models about the same examples. */
  public static Disagreement between(Outputs a, Outputs b) {
    if (a.size() != b.size()) {
      throw new IllegalArgumentException(
          "outputs for %d and %d examples".formatted(a.size(), b.size()));
    }
    int[] inB = a.labels().stream().mapToInt(b.labels()::indexOf).toArray();
    double largest = 0;
    int changed = 0;
    for (int row = 0; row < a.size(); row++) {
      largest = Math.max(largest, largest(a, b, inB, row));
      changed += Objects.equals(a.predicted(row), b.predicted(row)) ? 0 : 1;
    }
    return new Disagreement(largest, a.size() == 0 ? 0 : (double) changed / a.size(), a.size());
  }

  /** This about some examples and {@code other} about others. */
  public Disagreement and(Disagreement other) {
    int all = examples + other.examples;
    double changed = otherPredictions * examples + other.otherPredictions * other.examples;
    return new Disagreement(Math.max(largest, other.largest), all == 0 ? 0 : changed / all, all);
  }

  private static double largest(Outputs a, Outputs b, int[] inB, int row) {
    double sum = 0;
    int common = 0;
    for (int label = 0; label < inB.length; label++) {
      if (isCommon(a, b, inB, row, label)) {
        sum += (double) a.score(row, label) - b.score(row, inB[label]);
        common++;
      }
    }
    double largest = 0;
    for (int label = 0; label < inB.length; label++) {
      if (isCommon(a, b, inB, row, label)) {
        double difference = (double) a.score(row, label) - b.score(row, inB[label]);
        largest = Math.max(largest, Math.abs(difference - sum / common));
      }
    }
    return largest;
  }

  private static boolean isCommon(Outputs a, Outputs b, int[] inB, int row, int label) {
    return inB[label] >= 0
        && Float.isFinite(a.score(row, label))
        && Float.isFinite(b.score(row, inB[label]));
  }
}
