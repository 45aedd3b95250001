package io.ameles.model.drift.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.QuantizedVector;
import java.util.List;
import org.junit.jupiter.api.Test;

class FourierFeaturesTest {
  @Test
  void everyFeatureVectorHasLengthOne() {
    FourierFeatures fourier = new FourierFeatures(Inputs.SPACE);
    for (Inputs.Learned each : new Inputs(1).deviation(5).next(100)) {
      assertThat(product(fourier.of(each.vector()), fourier.of(each.vector())))
          .isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void innerProductsAreThoseOfTheGaussianKernelUpToTheErrorOfDrawing() {
    InputSpace many = new InputSpace(Inputs.SPACE.embedding(), 4_096, 2.5, Inputs.SPACE.unit(), 11);
    FourierFeatures fourier = new FourierFeatures(many);
    List<Inputs.Learned> examples = new Inputs(2).next(60);
    double worst = 0;
    for (Inputs.Learned one : examples) {
      for (Inputs.Learned other : examples) {
        double product = product(fourier.of(one.vector()), fourier.of(other.vector()));
        worst = Math.max(worst, Math.abs(product - kernel(one.vector(), other.vector(), 2.5)));
      }
    }
    assertThat(worst).isLessThan(5 * Math.sqrt(0.5 / 2_048)); // cosines vary by 1/2 at most
  }

  static double kernel(QuantizedVector one, QuantizedVector other, double bandwidth) {
    double square = 0;
    for (int i = 0; i < one.dimension(); i++) {
      double apart = (one.get(i) - other.get(i)) * Inputs.QUANTIZATION.step();
      square += apart * apart;
    }
    return Math.exp(-square / (2 * bandwidth * bandwidth));
  }

  private static double product(int[] one, int[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (double) one[i] * other[i];
    }
    return sum * FourierFeatures.STEP * FourierFeatures.STEP;
  }

  /** Checkpoints hold sums of these: what was added by one release another one must take away. */
  @Test
  void entriesAreTheSameForEver() {
    InputSpace space = new InputSpace(new EmbeddingSpace(3, 0x1p-10), 4, 1, 1, 7);
    assertThat(new FourierFeatures(space).of(QuantizedVector.of((short) 0, (short) 0, (short) 0)))
        .containsExactly(741_455, 0, 741_455, 0); // sqrt(1/2) 2^20
    assertThat(
            new FourierFeatures(space)
                .of(QuantizedVector.of((short) 512, (short) -1024, (short) 77)))
        .containsExactly(665_758, 326_377, 691_598, -267_297);
  }

  @Test
  void aVectorOfAnotherDimensionIsRefused() {
    FourierFeatures fourier = new FourierFeatures(Inputs.SPACE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fourier.of(QuantizedVector.of((short) 1)))
        .withMessageContaining("a vector of 1 is not one of 8");
  }
}
