package io.ameles.model.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RandomFeaturesTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42, -1, Long.MIN_VALUE})
  void signsAreTheBitsOfSplitMix64(long seed) {
    float[] signs = new RandomFeatures(7, 100, seed, 0).signs();
    SplittableRandom words = new SplittableRandom(seed); // the same generator, another author's
    long word = 0;
    for (int t = 0; t < signs.length; t++) {
      if (t % 64 == 0) {
        word = words.nextLong();
      }
      assertThat(signs[t]).isEqualTo((word >>> (t % 64) & 1) == 1 ? 1 : -1);
    }
  }

  @Test
  void signsAreBalanced() {
    double sum = 0;
    for (float sign : new RandomFeatures(1_000, 1_000, 1, 0).signs()) {
      sum += sign;
    }
    assertThat(sum / 1_000_000).isBetween(-0.004, 0.004); // four standard deviations
  }

  @ParameterizedTest
  @CsvSource({"-20, 8", "-14, 2", "-12, 0", "-3, 0", "0, 0"})
  void shiftLeavesTwelveBitsBehindThePoint(int stepExponent, int shift) {
    double step = Math.scalb(1.0, stepExponent);
    assertThat(RandomFeatures.shiftFor(new EmbeddingSpace(3, step))).isEqualTo(shift);
    assertThat(new RandomFeatures(3, 1, 1, shift).step(step)).isEqualTo(Math.max(step, 0x1p-12));
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RandomFeatures(0, 1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new RandomFeatures(1, 0, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new RandomFeatures(1, 1, 1, 31));
    assertThatIllegalArgumentException().isThrownBy(() -> new RandomFeatures(1, 1, 1, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomFeatures(1 << 16, 1 << 15, 1, 0));
  }
}
