package io.ameles.model.embed.codebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDManager;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.QuantizedVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyFinderTest {
  private static final EmbeddingSpace SPACE = new EmbeddingSpace(33, 0x1p-14);
  private static final Codebook CODEBOOK =
      Codebook.seeded(SPACE, new CodebookShape(7, 90, 5), 3, 1);

  @Test
  void findsTheSameOneByOneAndTogether() {
    // So many pairs that a batch has eight rows.
    Codebook large = Codebook.seeded(SPACE, new CodebookShape(64, 16_000, 1), 3, 1);
    List<QuantizedVector> vectors = vectors(20);
    try (KeyFinder finder = large.open(TensorDevice.CPU)) {
      int[] together = finder.find(vectors);
      for (int row = 0; row < 20; row++) {
        assertThat(finder.find(vectors.subList(row, row + 1)))
            .isEqualTo(Arrays.copyOfRange(together, row * 64, (row + 1) * 64));
      }
    }
  }

  @Test
  void embeddingsInTheUnitOfTheFeaturesAreTheSame() {
    List<QuantizedVector> vectors = vectors(40);
    float[] embeddings = new float[40 * 33 + 5];
    for (int row = 0; row < 40; row++) {
      vectors.get(row).dequantize((float) SPACE.step(), embeddings, row * 33);
    }
    try (KeyFinder finder = CODEBOOK.open(TensorDevice.CPU)) {
      assertThat(finder.find(embeddings, 40)).isEqualTo(finder.find(vectors));
      assertThat(finder.find(embeddings, 0)).isEmpty();
    }
  }

  @Test
  void vectorsOfAnotherDimensionAreRefused() {
    try (KeyFinder finder = CODEBOOK.open(TensorDevice.CPU)) {
      List<QuantizedVector> other = List.of(QuantizedVector.of(new short[32]));
      assertThatIllegalArgumentException().isThrownBy(() -> finder.find(other));
    }
  }

  @Test
  void nothingStaysOnTheDevice() {
    try (NDManager scope = TensorDevice.CPU.newScope()) {
      NDManager system = scope.getParentManager();
      int before = system.getManagedArrays().size();
      try (KeyFinder finder = CODEBOOK.open(TensorDevice.CPU)) {
        finder.find(vectors(10));
        int afterOne = system.getManagedArrays().size();
        for (int i = 0; i < 100; i++) {
          finder.find(vectors(10));
        }
        assertThat(afterOne).isGreaterThan(before);
        assertThat(system.getManagedArrays()).hasSize(afterOne);
      }
      assertThat(system.getManagedArrays()).hasSize(before);
    }
  }

  private static List<QuantizedVector> vectors(int count) {
    Random random = new Random(11);
    List<QuantizedVector> vectors = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      short[] values = new short[33];
      for (int i = 0; i < 33; i++) {
        values[i] = (short) (random.nextGaussian() * 3000);
      }
      vectors.add(QuantizedVector.of(values));
    }
    return vectors;
  }
}
