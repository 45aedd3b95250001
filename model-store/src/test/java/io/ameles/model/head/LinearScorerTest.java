package io.ameles.model.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.device.TensorDevice;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real engine on the CPU. */
class LinearScorerTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 3, 7", "10, 384, 300", "100, 17, 1"})
  void predictsWhatPlainJavaPredicts(int labels, int dimension, int rows) {
    Random random = new Random(42);
    // Small whole numbers: every sum is exact in float32, in any order, so ties are real ties.
    LinearHead head = head(labels, dimension, random);
    float[] embeddings = wholeNumbers(rows * dimension, random);
    try (Scorer scorer = head.open(TensorDevice.CPU)) {
      assertThat(scorer.predict(Queries.of(embeddings, rows, dimension)))
          .isEqualTo(predictInJava(head, embeddings, rows));
    }
  }

  @Test
  void ofEqualScoresTheFirstLabelWins() {
    LinearHead head = LinearHead.of(List.of("a", "b", "c"), 2, new float[6], new float[3]);
    try (Scorer scorer = head.open(TensorDevice.CPU)) {
      assertThat(scorer.predict(Queries.of(new float[] {1, 2, 3, 4}, 2, 2))).containsExactly(0, 0);
    }
  }

  @Test
  void withoutLabelsThereIsNoPrediction() {
    try (Scorer scorer = LinearHead.empty(2).open(TensorDevice.CPU)) {
      assertThat(scorer.predict(Queries.of(new float[4], 2, 2)))
          .containsExactly(Scorer.NO_LABEL, Scorer.NO_LABEL);
    }
  }

  @Test
  void rowsBehindTheBatchAreNotLookedAt() {
    LinearHead head = LinearHead.of(List.of("a", "b"), 1, new float[] {-1, 1}, new float[2]);
    float[] embeddings = {1, -1, Float.NaN, Float.NaN};
    try (Scorer scorer = head.open(TensorDevice.CPU)) {
      assertThat(scorer.predict(Queries.of(embeddings, 2, 1))).containsExactly(1, 0);
      assertThat(embeddings).containsExactly(1, -1, Float.NaN, Float.NaN);
    }
  }

  @Test
  void readsBackFromItsBytes() {
    LinearHead head = head(3, 2, new Random(5));
    assertThat(HeadKind.parse(HeadKind.toBytes(head))).isEqualTo(head);
  }

  private static LinearHead head(int labels, int dimension, Random random) {
    List<String> names = IntStream.range(0, labels).mapToObj("l%03d"::formatted).toList();
    return LinearHead.of(
        names, dimension, wholeNumbers(labels * dimension, random), wholeNumbers(labels, random));
  }

  private static float[] wholeNumbers(int count, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextInt(9) - 4;
    }
    return values;
  }

  private static int[] predictInJava(LinearHead head, float[] embeddings, int rows) {
    int[] predicted = new int[rows];
    for (int row = 0; row < rows; row++) {
      float best = Float.NEGATIVE_INFINITY;
      for (int label = 0; label < head.labels().size(); label++) {
        float score = head.biases()[label];
        for (int i = 0; i < head.dimension(); i++) {
          score +=
              head.weights()[label * head.dimension() + i] * embeddings[row * head.dimension() + i];
        }
        if (score > best) {
          best = score;
          predicted[row] = label;
        }
      }
    }
    return predicted;
  }
}
