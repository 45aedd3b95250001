package io.ameles.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.RandomFeatures;
import io.ameles.model.tensor.Safetensors;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real engine on the CPU. */
class FeatureScorerTest {
  private static final double STEP = 0x1p-14;

  @ParameterizedTest
  @CsvSource({"1, 1, 1, 1, 0", "2, 3, 5, 7, 2", "10, 384, 200, 30, 2", "3, 70, 9, 4, 30"})
  void scoresWhatTheRuleGives(int labels, int dimension, int size, int rows, int shift) {
    Random random = new Random(42);
    FeatureHead head = head(labels, new RandomFeatures(dimension, size, 42, shift), random);
    float[] embeddings = new float[rows * dimension];
    for (int i = 0; i < embeddings.length; i++) {
      embeddings[i] = (float) ((random.nextInt(65_535) - 32_767) * STEP);
    }
    try (Scorer scorer = head.open(TensorDevice.CPU)) {
      float[] scores = scorer.score(Queries.of(embeddings, rows, dimension));
      assertThat(scores).hasSize(rows * labels);
      for (int row = 0; row < rows; row++) {
        double[] expected = inJava(head, embeddings, row);
        for (int label = 0; label < labels; label++) {
          assertThat((double) scores[row * labels + label])
              .isCloseTo(expected[label], Offset.offset(1e-4 * size));
        }
      }
      for (int i = 0; i < 100; i++) { // its scope is capped and would refuse what stays
        assertThat(scorer.score(Queries.of(embeddings, rows, dimension))).isEqualTo(scores);
      }
    }
  }

  @Test
  void withoutLabelsThereIsNoPrediction() {
    FeatureHead head =
        FeatureHead.of(List.of(), new RandomFeatures(2, 3, 1, 2), STEP, new float[0]);
    try (Scorer scorer = head.open(TensorDevice.CPU)) {
      assertThat(scorer.predict(Queries.of(new float[4], 2, 2)))
          .containsExactly(Scorer.NO_LABEL, Scorer.NO_LABEL);
    }
    assertThat(HeadKind.parse(HeadKind.toBytes(head))).isEqualTo(head);
  }

  @Test
  void rowsBehindTheBatchAreNotLookedAt() {
    FeatureHead head = head(2, new RandomFeatures(1, 1, 1, 0), new Random(1));
    float[] embeddings = {1, Float.NaN};
    try (Scorer scorer = head.open(TensorDevice.CPU)) {
      assertThat(scorer.score(Queries.of(embeddings, 1, 1))).doesNotContain(Float.NaN);
      assertThat(embeddings).containsExactly(1, Float.NaN);
    }
  }

  @Test
  void readsBackFromItsBytes() {
    FeatureHead head = head(3, new RandomFeatures(4, 5, Long.MIN_VALUE, 7), new Random(5));
    assertThat(HeadKind.parse(HeadKind.toBytes(head))).isEqualTo(head).hasSameHashCodeAs(head);
    assertThat(head)
        .isNotEqualTo(head(3, new RandomFeatures(4, 5, 1, 7), new Random(5)))
        .isNotEqualTo(head(3, new RandomFeatures(4, 5, Long.MIN_VALUE, 7), new Random(6)));
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    RandomFeatures features = new RandomFeatures(4, 5, 1, 7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureHead.of(List.of("a"), features, STEP, new float[4]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureHead.of(List.of(), features, Double.NaN, new float[0]));
    for (String damaged : List.of("features.size", "features.shift", "features.step")) {
      Safetensors file = new Safetensors();
      HeadKind.save(head(3, features, new Random(5)), file);
      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(() -> HeadKind.load(file.put(damaged, "-1")))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE));
    }
  }

  private static FeatureHead head(int labels, RandomFeatures features, Random random) {
    float[] weights = new float[labels * features.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    List<String> names = IntStream.range(0, labels).mapToObj("l%03d"::formatted).toList();
    return FeatureHead.of(names, features, STEP, weights);
  }

  private static double[] inJava(FeatureHead head, float[] embeddings, int row) {
    RandomFeatures features = head.features();
    float[] signs = features.signs();
    double[] scores = new double[head.labels().size()];
    for (int j = 0; j < features.size(); j++) {
      long sum = 0;
      for (int i = 0; i < features.dimension(); i++) {
        int at = j * features.dimension() + i;
        sum += Math.round(signs[at] * embeddings[row * features.dimension() + i] / STEP);
      }
      long h = Math.min(Math.max(0, sum) >> features.shift(), 32_767);
      for (int label = 0; label < scores.length; label++) {
        scores[label] +=
            head.weights()[label * features.size() + j] * (h * features.step(head.step()));
      }
    }
    return scores;
  }
}
