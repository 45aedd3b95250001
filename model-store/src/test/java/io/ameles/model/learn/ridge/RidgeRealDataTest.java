package io.ameles.model.learn.ridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Contribution;
import io.ameles.model.catalog.LearnerCatalog;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Quantization;
import io.ameles.model.head.Head;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Scorer;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Tile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * CIFAR-100. With {@code -Dcifar.stride=1} on all of it, which takes a minute or two; by default on
 * a tenth of the training examples and a fifth of the others.
 *
 * <p>On all of it NumPy's reference for raw features is 0.598. Accuracies on random features depend
 * on the draw: signs of the seeds 1 to 3 gave 0.598, 0.598 and 0.594, Gaussian weights of three
 * seeds 0.596, 0.594 and 0.602.
 */
class RidgeRealDataTest {
  private static final int STRIDE = Integer.getInteger("cifar.stride", 10);
  private static final int BATCH = 2_048;

  @Test
  void learnsWhatTheMethodCanLearn() {
    List<Contribution> train = Cifar.read("train", STRIDE);
    List<Contribution> test = Cifar.read("test", Math.min(STRIDE, 5));
    double raw = accuracy(solve(Map.of(), train), test);
    double random = accuracy(solve(Map.of("features", "random"), train), test);
    if (STRIDE == 1) {
      assertThat(raw).isBetween(0.593, 0.603);
      assertThat(random).isBetween(0.590, 0.606);
    } else {
      assertThat(raw).isGreaterThan(0.53);
      assertThat(random).isGreaterThan(0.515);
    }
  }

  private static Head solve(Map<String, String> settings, List<Contribution> examples) {
    EmbeddingSpace space = new EmbeddingSpace(Cifar.DIMENSION, Quantization.DEFAULT.step());
    AdditiveLearner ridge = (AdditiveLearner) LearnerCatalog.build("ridge", settings, space);
    Solution solution = ridge.solve(learn(ridge, examples));
    assertThat(solution.facts().get("residual")).isLessThan(1e-14);
    return solution.head();
  }

  private static Map<String, Tile> learn(AdditiveLearner ridge, List<Contribution> examples) {
    Map<String, Tile> state = new HashMap<>();
    try (Combiner combiner = ridge.open(TensorDevice.CPU)) {
      for (int from = 0; from < examples.size(); from += BATCH) {
        int to = Math.min(examples.size(), from + BATCH);
        combiner
            .combine(examples.subList(from, to))
            .forEach((key, tile) -> state.merge(key, tile, Tile::plus));
      }
    }
    return state;
  }

  private static double accuracy(Head head, List<Contribution> examples) {
    int correct = 0;
    try (Scorer scorer = head.open(TensorDevice.CPU)) {
      for (int from = 0; from < examples.size(); from += BATCH) {
        List<Contribution> batch = examples.subList(from, Math.min(examples.size(), from + BATCH));
        float[] embeddings = new float[batch.size() * Cifar.DIMENSION];
        for (int row = 0; row < batch.size(); row++) {
          batch
              .get(row)
              .vector()
              .dequantize((float) Quantization.DEFAULT.step(), embeddings, row * Cifar.DIMENSION);
        }
        int[] predicted = scorer.predict(Queries.of(embeddings, batch.size(), Cifar.DIMENSION));
        for (int row = 0; row < predicted.length; row++) {
          correct += head.labels().get(predicted[row]).equals(batch.get(row).label()) ? 1 : 0;
        }
      }
    }
    return (double) correct / examples.size();
  }
}
