package io.ameles.model.learn.ridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Contribution;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.AdditiveLearnerContract;
import io.ameles.model.learn.SettingsReader;
import io.ameles.model.learn.Solution;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;

/** On the embeddings themselves. Fewer tries, as each opens the engine many times. */
@PropertyDefaults(tries = 60)
class RidgeProperties extends AdditiveLearnerContract {
  private static final double LAMBDA = 0.5;

  @Override
  protected AdditiveLearner learner() {
    return Ridge.of(
        new SettingsReader("ridge", "ridge", Map.of("lambda", Double.toString(LAMBDA))), SPACE);
  }

  /** Of one embedding, in their unit. */
  double[] features(Contribution example) {
    double[] features = new double[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      features[i] = example.vector().get(i) * SPACE.step();
    }
    return features;
  }

  double lambda() {
    return LAMBDA;
  }

  @Property
  void weightsMakeTheGradientOfTheLossZero(@ForAll("learned") List<Contribution> batch) {
    Solution solution = learner().solve(combine(batch));
    List<String> labels = solution.head().labels();
    float[] weights = RidgeWeights.of(solution.head());
    for (int label = 0; label < labels.size(); label++) {
      int size = weights.length / labels.size();
      double[] gradient = new double[size];
      double scale = 0;
      for (int i = 0; i < size; i++) {
        gradient[i] = lambda() * weights[label * size + i];
      }
      for (Contribution example : batch) {
        double[] h = features(example);
        double error = example.label().equals(labels.get(label)) ? -1 : 0;
        for (int i = 0; i < size; i++) {
          error += weights[label * size + i] * h[i];
        }
        for (int i = 0; i < size; i++) {
          gradient[i] += error * h[i];
          scale += h[i] * h[i] + Math.abs(h[i]);
        }
      }
      for (double value : gradient) {
        assertThat(value).isBetween(-1e-5 * (1 + scale), 1e-5 * (1 + scale));
      }
    }
  }

  @Property
  void factsAreFiniteAndTheSolutionIsAccurate(@ForAll("learned") List<Contribution> batch) {
    Solution solution = learner().solve(combine(batch));
    if (batch.isEmpty()) {
      assertThat(solution.facts()).isEmpty();
    } else {
      assertThat(solution.facts().get("condition")).isBetween(0.99, 1e9);
      assertThat(solution.facts().get("residual")).isBetween(0.0, 1e-14);
    }
  }
}
