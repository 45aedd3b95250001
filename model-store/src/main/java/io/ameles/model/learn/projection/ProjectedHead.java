package io.ameles.model.learn.projection;

import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.head.LinearHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Linear heads that see an embedding through the projection: the weights are projected instead, so
 * that whoever predicts need not know of it.
 */
final class ProjectedHead {
  private final EmbeddingSpace space;
  private final Subspace forgotten;

  ProjectedHead(EmbeddingSpace space, Subspace forgotten) {
    this.space = space;
    this.forgotten = forgotten;
  }

  /**
   * @param labels sums in label order
   */
  LinearHead ofNearestMeans(Map<String, Sum> labels) {
    LinearHead.Builder head = LinearHead.builder(labels.size(), space.dimension());
    labels.forEach(
        (label, sum) -> {
          double[] mean = sum.mean();
          forgotten.project(mean);
          for (int i = 0; i < mean.length; i++) {
            mean[i] *= space.step();
          }
          head.add(label, mean);
        });
    return head.build();
  }

  /**
   * {@code W = (G + lambda I)^-1 S} in the unit of the features; no bias.
   *
   * @param labels sums in label order
   */
  LinearHead ofRidge(Map<String, Sum> labels, Gram gram, double lambda) {
    if (labels.isEmpty()) {
      return LinearHead.empty(space.dimension());
    }
    List<double[]> targets = new ArrayList<>();
    labels.values().forEach(sum -> targets.add(sum.values()));
    double[] solved = gram.solve(space.step() * space.step(), lambda, targets);
    float[] weights = new float[solved.length];
    for (int from = 0; from < solved.length; from += space.dimension()) {
      double[] row = Arrays.copyOfRange(solved, from, from + space.dimension());
      forgotten.project(row);
      for (int i = 0; i < row.length; i++) {
        weights[from + i] = (float) (row[i] * space.step());
      }
    }
    List<String> names = List.copyOf(labels.keySet());
    return LinearHead.of(names, space.dimension(), weights, new float[names.size()]);
  }
}
