package io.ameles.model.embed.codebook;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.tensor.Safetensors;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The expected numbers were computed by the Python in docs/learners/counting-bottleneck.md. They
 * never change.
 */
class CodebookFormatTest {
  private static final int DIMENSION = 6;
  private static final EmbeddingSpace SPACE = new EmbeddingSpace(DIMENSION, 0x1p-14);
  private static final CodebookShape SHAPE = new CodebookShape(3, 4, 2);
  private static final long SEED = -42;

  private final Codebook seeded = Codebook.seeded(SPACE, SHAPE, SEED, 1);

  @Test
  void generatorGivesItsPublishedNumbers() {
    assertThat(SplitMix64.at(1234567, 0)).isEqualTo(0x599ed017fb08fc85L);
    assertThat(SplitMix64.at(1234567, 1)).isEqualTo(0x2c73f08458540fa5L);
    assertThat(SplitMix64.at(1234567, 2)).isEqualTo(0x883ebce5a3f27c77L);
  }

  @Test
  void seedGivesTheKeys() {
    assertThat(seeded.keys())
        .containsExactly(
            493, 3710, -599, 1658, -4940, 705, 189, -6237, -2571, 5859, 4072, -3515, 4856, 3880,
            -1372, -4895, 1236, 1891, -4403, 851, 2836, -6557, 1041, -205);
    assertThat(seeded.keysSha256())
        .isEqualTo("1f1c2fbbf607b983cb58967e8ecd5fde44a72c996cf9066ef9c1820155d790f2");
    assertThat(
            Codebook.seeded(new EmbeddingSpace(1280, 0x1p-14), new CodebookShape(256, 64, 8), 1, 1)
                .keysSha256())
        .isEqualTo("6d8a1871ea364722d3141de86a4eefcbd787eda4069e3906ca4b19424ddabc22");
  }

  @Test
  void lengthAndStepGiveShiftAndSpread() {
    assertShiftAndSpread(0x1p-14, 1, 2, 4096);
    assertShiftAndSpread(0x1p-6, 3.7, 0, 237);
    assertShiftAndSpread(1, 1, 0, 1);
    assertShiftAndSpread(0x1p-20, 1000, 17, 8000);
  }

  private static void assertShiftAndSpread(double step, double length, int shift, int spread) {
    Projection projection = Projection.of(new EmbeddingSpace(1, step), 1, 0, length);
    assertThat(projection.shift()).isEqualTo(shift);
    assertThat(projection.spread(length)).isEqualTo(spread);
  }

  @Test
  void embeddingsFindTheirKeys() throws Exception {
    try (KeyFinder finder = seeded.open(TensorDevice.CPU)) {
      int[] found = finder.find(examples());
      assertThat(Arrays.copyOf(found, 24))
          .containsExactly(0, 0, 1, 3, 2, 0, 1, 3, 3, 3, 2, 0, 3, 0, 1, 1, 1, 3, 1, 1, 0, 2, 3, 0);
      ByteBuffer bytes = ByteBuffer.allocate(found.length);
      Arrays.stream(found).forEach(key -> bytes.put((byte) key));
      assertThat(sha256(bytes.array()))
          .isEqualTo("0b315c5ebc2911c76cb2db56cdc0fbcc4e2569c1ab313dddd60a35e551748d06");
    }
  }

  @Test
  void bootstrapSetGivesTheKeys() {
    Codebook fitted = fit(SHAPE);
    assertThat(fitted.keys())
        .containsExactly(
            -1451, 81, -2638, -3840, 4560, 966, 1091, 3574, -478, -3153, 774, 2175, 4726, -1705,
            -4105, 2804, 415, 3562, -2908, 1059, -3548, -3074, 3400, -1660);
    assertThat(fitted.keysSha256())
        .isEqualTo("eff9586c307a3ae1ccca73bfcf7fc7308b463373123cbd9a22c2e0f0ec1dfc2d");
  }

  @Test
  void keysThatNothingIsAssignedToAreReplaced() {
    assertThat(fit(new CodebookShape(3, 40, 2)).keysSha256())
        .isEqualTo("174cf3f2d2beb24134a37e27fcd3e533b72b19212f6f102346c4539075c2c692");
  }

  @Test
  void readsBackFromAFile() {
    Safetensors file = new Safetensors();
    Codebook fitted = fit(SHAPE);
    fitted.save(file);
    Codebook back = Codebook.load(Safetensors.parse(file.toBytes()), DIMENSION);
    assertThat(back).isEqualTo(fitted).hasSameHashCodeAs(fitted).isNotEqualTo(seeded);
    try (KeyFinder here = fitted.open(TensorDevice.CPU);
        KeyFinder there = back.open(TensorDevice.CPU)) {
      assertThat(there.find(examples())).isEqualTo(here.find(examples()));
    }
  }

  private static Codebook fit(CodebookShape shape) {
    BootstrapSet set = new BootstrapSet("noise", "", examples());
    return Codebook.fitted(SPACE, shape, SEED, 1, set, TensorDevice.CPU);
  }

  /** Three extremes, then noise. */
  private static List<QuantizedVector> examples() {
    List<QuantizedVector> examples = new ArrayList<>();
    for (int row = 0; row < 600; row++) {
      short[] values = new short[DIMENSION];
      for (int i = 0; i < DIMENSION; i++) {
        long word = SplitMix64.at(7, (long) row * DIMENSION + i);
        values[i] = (short) (Long.remainderUnsigned(word, 20001) - 10000);
      }
      if (row < 3) {
        Arrays.fill(values, (short) (row == 0 ? 32767 : row == 1 ? -32767 : 0));
      }
      examples.add(QuantizedVector.of(values));
    }
    return examples;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
