package io.ameles.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDManager;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.codebook.Codebook;
import io.ameles.model.embed.codebook.CodebookShape;
import io.ameles.model.embed.codebook.KeyFinder;
import io.ameles.model.tensor.Safetensors;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BottleneckHeadTest {
  private static final int DIMENSION = 12;
  private static final float STEP = 0x1p-14f;
  private static final Codebook CODEBOOK =
      Codebook.seeded(new EmbeddingSpace(DIMENSION, STEP), new CodebookShape(16, 9, 3), 5, 1);

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 200", "100, 7", "9000, 90"}) // the last in several batches
  void scoresAreMeansOfTheValuesFound(int labels, int rows) {
    Random random = new Random(labels);
    BottleneckHead head = head(labels, random);
    float[] embeddings = embeddings(rows, random);
    assertScores(head, CODEBOOK.open(TensorDevice.CPU), embeddings, rows);
  }

  @Test
  void maskedKeysAreNotLookedUp() {
    Random random = new Random(1);
    boolean[] usable = new boolean[CODEBOOK.shape().pairs()];
    for (int pair = 0; pair < usable.length; pair++) {
      usable[pair] = random.nextBoolean();
    }
    float[] values = head(4, random).values();
    BottleneckHead head = BottleneckHead.masked(CODEBOOK, labels(4), values, usable);
    float[] embeddings = embeddings(50, random);
    assertScores(head, CODEBOOK.open(TensorDevice.CPU, usable), embeddings, 50);
    assertThat(head.usable()).isEqualTo(usable);
    assertThat(HeadKind.parse(HeadKind.toBytes(head))).isEqualTo(head);
    assertThat(head).isNotEqualTo(BottleneckHead.of(CODEBOOK, labels(4), values));
  }

  private static void assertScores(
      BottleneckHead head, KeyFinder finder, float[] embeddings, int rows) {
    try (finder;
        Scorer scorer = head.open(TensorDevice.CPU)) {
      int[] keys = finder.find(embeddings, rows);
      float[] expected = new float[rows * head.labels().size()];
      float[] values = head.values();
      for (int i = 0; i < expected.length; i++) {
        int row = i / head.labels().size();
        int label = i % head.labels().size();
        for (int of = 0; of < 16; of++) {
          // Whole numbers: the sum is exact in any order, and so is the division by 16.
          expected[i] += values[(of * 9 + keys[row * 16 + of]) * head.labels().size() + label];
        }
        expected[i] /= 16;
      }
      assertThat(scorer.score(Queries.of(embeddings, rows, DIMENSION))).isEqualTo(expected);
    }
  }

  @Test
  void readsBackFromItsBytes() {
    BottleneckHead head = head(3, new Random(2));
    assertThat(HeadKind.parse(HeadKind.toBytes(head))).isEqualTo(head).hasSameHashCodeAs(head);
    assertThat(head).isNotEqualTo(head(3, new Random(3)));
  }

  @Test
  void partsThatDoNotFitAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BottleneckHead.of(CODEBOOK, labels(2), new float[3]));
    Safetensors file = new Safetensors();
    HeadKind.save(head(2, new Random(4)), file);
    file.put("codebook.keys", "8");
    assertCorrupt(file);
    file.put("codebook.keys", "99999999");
    assertCorrupt(file);
  }

  private static void assertCorrupt(Safetensors file) {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> HeadKind.parse(file.toBytes()))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE));
  }

  @Test
  void nothingStaysOnTheDevice() {
    Random random = new Random(6);
    BottleneckHead head = head(5, random);
    Queries queries = Queries.of(embeddings(20, random), 20, DIMENSION);
    try (NDManager scope = TensorDevice.CPU.newScope()) {
      NDManager system = scope.getParentManager();
      int before = system.getManagedArrays().size();
      try (Scorer scorer = head.open(TensorDevice.CPU)) {
        scorer.score(queries);
        int afterOne = system.getManagedArrays().size();
        for (int i = 0; i < 100; i++) {
          scorer.score(queries);
        }
        assertThat(system.getManagedArrays()).hasSize(afterOne);
      }
      assertThat(system.getManagedArrays()).hasSize(before);
    }
  }

  private static BottleneckHead head(int labels, Random random) {
    float[] values = new float[CODEBOOK.shape().pairs() * labels];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(99) - 49;
    }
    return BottleneckHead.of(CODEBOOK, labels(labels), values);
  }

  private static List<String> labels(int count) {
    return IntStream.range(0, count).mapToObj("l%05d"::formatted).toList();
  }

  private static float[] embeddings(int rows, Random random) {
    float[] embeddings = new float[rows * DIMENSION];
    for (int i = 0; i < embeddings.length; i++) {
      embeddings[i] = (float) Math.rint(random.nextGaussian() * 5000) * STEP;
    }
    return embeddings;
  }
}
