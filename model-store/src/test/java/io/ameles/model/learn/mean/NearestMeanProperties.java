package io.ameles.model.learn.mean;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Contribution;
import io.ameles.model.head.LinearHead;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.AdditiveLearnerContract;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class NearestMeanProperties extends AdditiveLearnerContract {
  private static final double STEP = 0x1p-14;

  @Override
  protected AdditiveLearner learner() {
    return NearestMean.of(SPACE);
  }

  @Property
  void weightsAreTheMeansAndBiasesHalfTheirSquares(@ForAll("learned") List<Contribution> batch) {
    LinearHead head = (LinearHead) learner().solve(combine(batch)).head();
    for (int row = 0; row < head.labels().size(); row++) {
      String label = head.labels().get(row);
      List<Contribution> examples =
          batch.stream().filter(example -> example.label().equals(label)).toList();
      double squares = 0;
      for (int i = 0; i < DIMENSION; i++) {
        int index = i;
        double mean =
            examples.stream().mapToDouble(e -> e.vector().get(index) * STEP).sum()
                / examples.size();
        assertThat(head.weights()[row * DIMENSION + i]).isEqualTo((float) mean);
        squares += mean * mean;
      }
      assertThat(head.biases()[row]).isEqualTo((float) (-squares / 2));
    }
  }

  @Property
  void highestScoreIsTheNearestMean(
      @ForAll("learned") List<Contribution> batch, @ForAll("learned") List<Contribution> queries) {
    LinearHead head = (LinearHead) learner().solve(combine(batch)).head();
    for (Contribution query : queries) {
      double nearest = Double.MAX_VALUE;
      double best = -Double.MAX_VALUE;
      double distanceOfBest = Double.MAX_VALUE;
      for (int row = 0; row < head.labels().size(); row++) {
        double distance = 0;
        double score = head.biases()[row];
        for (int i = 0; i < DIMENSION; i++) {
          double z = query.vector().get(i) * STEP;
          double weight = head.weights()[row * DIMENSION + i];
          distance += (z - weight) * (z - weight);
          score += z * weight;
        }
        nearest = Math.min(nearest, distance);
        if (score > best) {
          best = score;
          distanceOfBest = distance;
        }
      }
      // Biases are rounded to float32: |mu|^2 / 2 < 8, so half an ulp is below 2^-21.
      assertThat(distanceOfBest - nearest).isLessThanOrEqualTo(0x1p-19);
    }
  }
}
