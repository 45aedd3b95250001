package io.ameles.model.learn.ridge;

import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ejml.data.DMatrixRBlock;

/** Solves {@code (G + ridge I) W = Q} for the columns of W, one per label. */
final class RidgeSolver {
  /** Labels that are solved for at a time. */
  private static final int AT_ONCE = 512;

  private final RidgeFeatures features;
  private final RidgeStatistics statistics;
  private final RidgeSystem system;
  private final CholeskyFactor factor;

  /**
   * @param statistics with at least one label
   * @param lambda in the unit of the features
   */
  RidgeSolver(RidgeFeatures features, RidgeStatistics statistics, double lambda) {
    this.features = features;
    this.statistics = statistics;
    this.system = new RidgeSystem(statistics, lambda / (features.step() * features.step()));
    this.factor =
        CholeskyFactor.of(system.toMatrix(CholeskyFactor.BLOCK))
            .orElseThrow(
                () ->
                    RidgeStatistics.damaged(
                        "The Gram matrix is not positive definite, though lambda is %s and far above what rounding explains"
                            .formatted(effectiveLambda())));
  }

  /** Lambda in the unit of the features: as it is set, unless rounding would have swallowed it. */
  private double effectiveLambda() {
    return system.ridge() * (features.step() * features.step());
  }

  Solution solve() {
    List<String> labels = List.copyOf(statistics.labels().keySet());
    List<Tile> sums = new ArrayList<>(statistics.labels().values());
    float[] weights = new float[Math.multiplyExact(labels.size(), features.size())];
    double[] total = new double[features.size()];
    for (int from = 0; from < sums.size(); from += AT_ONCE) {
      int to = Math.min(sums.size(), from + AT_ONCE);
      DMatrixRBlock solved = rightSide(sums.subList(from, to));
      factor.solve(solved);
      take(solved, weights, from * features.size(), total);
    }
    return new Solution(features.head(labels, weights), facts(total, sums));
  }

  private DMatrixRBlock rightSide(List<Tile> sums) {
    DMatrixRBlock rightSide = factor.rightSide(sums.size());
    for (int column = 0; column < sums.size(); column++) {
      for (int row = 0; row < features.size(); row++) {
        rightSide.set(row, column, (double) sums.get(column).sum(row));
      }
    }
    return rightSide;
  }

  /** W per step of a feature, to be divided by the step: exact, as it is a power of two. */
  private void take(DMatrixRBlock solved, float[] weights, int offset, double[] total) {
    for (int column = 0; column < solved.numCols; column++) {
      for (int row = 0; row < features.size(); row++) {
        double value = solved.get(row, column);
        total[row] += value;
        weights[offset + column * features.size() + row] = (float) (value / features.step());
      }
    }
  }

  private SortedMap<String, Double> facts(double[] total, List<Tile> sums) {
    SortedMap<String, Double> facts = new TreeMap<>();
    double norm = system.norm();
    facts.put("condition", norm * ConditionEstimate.norm(factor::solve, features.size()));
    facts.put("effective-lambda", effectiveLambda());
    facts.put("residual", residual(norm, total, sums));
    return facts;
  }

  /**
   * The normwise backward error of all labels together, |A w - q| / (|A| |w| + |q|) in the maximum
   * norm with w and q the sums of the columns of W and Q.
   */
  private double residual(double norm, double[] total, List<Tile> sums) {
    double[] product = system.multiply(total);
    double difference = 0;
    double solution = 0;
    double rightSide = 0;
    for (int row = 0; row < total.length; row++) {
      double q = 0;
      for (Tile tile : sums) {
        q += tile.sum(row);
      }
      difference = Math.max(difference, Math.abs(product[row] - q));
      solution = Math.max(solution, Math.abs(total[row]));
      rightSide = Math.max(rightSide, Math.abs(q));
    }
    return difference == 0 ? 0 : difference / (norm * solution + rightSide);
  }
}
