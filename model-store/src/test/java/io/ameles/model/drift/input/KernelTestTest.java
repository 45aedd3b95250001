package io.ameles.model.drift.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ameles.model.embed.QuantizedVector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelTestTest {
  private static final int BLOCKS = 16;

  @Test
  void theDiscrepancyIsThatOverAllPairsUpToTheErrorOfDrawing() {
    InputSpace many = new InputSpace(Inputs.SPACE.embedding(), 8_192, 2.5, Inputs.SPACE.unit(), 3);
    List<Inputs.Learned> before = new Inputs(1).next(80);
    List<Inputs.Learned> now = new Inputs(2).mean(0.7).next(40);
    double direct = pairs(before) + pairs(now);
    for (Inputs.Learned one : before) {
      for (Inputs.Learned other : now) {
        double kernel = FourierFeaturesTest.kernel(one.vector(), other.vector(), 2.5);
        direct -= 2 * kernel / (before.size() * now.size());
      }
    }
    KernelTest test = KernelTest.of(blocks(many, before), blocks(many, now, 1).get(0));
    assertThat(test.discrepancy()).isCloseTo(direct, within(0.02));
    assertThat(direct).isGreaterThan(0.1); // so that there is something to agree on
  }

  private static double pairs(List<Inputs.Learned> examples) {
    double sum = 0;
    for (Inputs.Learned one : examples) {
      for (Inputs.Learned other : examples) {
        if (!one.example().equals(other.example())) {
          sum += FourierFeaturesTest.kernel(one.vector(), other.vector(), 2.5);
        }
      }
    }
    return sum / (examples.size() * (examples.size() - 1));
  }

  /** Two orthogonal features a and b: before a, a, b, now b, b. */
  @Test
  void theDiscrepancyOfASmallCaseIsTheOneComputedByHand() {
    int[] a = {1 << 20, 0};
    int[] b = {0, 1 << 20};
    List<KernelSums> before = List.of(sums(a), sums(a), sums(b));
    // 1 of 3 pairs of before are alike, the pair of now is, and 2 of 6 are across.
    assertThat(KernelTest.of(before, sums(b, b)).discrepancy())
        .isCloseTo(1.0 / 3 + 1 - 2 * 2.0 / 6, within(1e-12));
  }

  @Test
  void withoutChangeProbabilitiesAreUniformAndDeviationsAreStandard() {
    Inputs inputs = new Inputs(5);
    List<KernelTest> tests = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<KernelSums> reference = blocks(Inputs.SPACE, inputs.next(600));
      for (int j = 0; j < 50; j++) {
        tests.add(KernelTest.of(reference, blocks(Inputs.SPACE, inputs.next(150), 1).get(0)));
      }
    }
    assertThat(tests.stream().mapToDouble(KernelTest::deviations).average().orElseThrow())
        .isCloseTo(0, within(0.2));
    for (double level : new double[] {0.5, 0.2, 0.05}) {
      double share =
          (double) tests.stream().filter(t -> t.probability() <= level).count() / tests.size();
      assertThat(share).as("at %s", level).isBetween(0.6 * level, 1.5 * level);
    }
  }

  @Test
  void aBlockThatWasEmptiedDoesNotCount() {
    List<KernelSums> reference = blocks(Inputs.SPACE, new Inputs(6).next(400));
    KernelSums window = blocks(Inputs.SPACE, new Inputs(7).next(100), 1).get(0);
    List<KernelSums> withEmpty = new ArrayList<>(reference);
    withEmpty.add(3, new KernelSums(Inputs.SPACE.features()));
    assertThat(KernelTest.of(withEmpty, window)).isEqualTo(KernelTest.of(reference, window));
  }

  @Test
  void examplesThatAreAllAlikeDoNotDifferAndAnyOtherDoes() {
    FourierFeatures fourier = new FourierFeatures(Inputs.SPACE);
    int[] one = fourier.of(QuantizedVector.of(new short[Inputs.DIMENSION]));
    int[] other = fourier.of(new Inputs(8).next().vector());
    List<KernelSums> reference = IntStream.range(0, 50).mapToObj(i -> sums(one)).toList();
    assertThat(KernelTest.of(reference, sums(one, one, one)).probability()).isGreaterThan(0.1);
    assertThat(KernelTest.of(reference, sums(other, other)).probability()).isLessThan(1e-12);
  }

  @Test
  void fewerThanThreeBlocksOrTwoExamplesAreRefused() {
    int[] a = {1 << 20, 0};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KernelTest.of(List.of(sums(a), sums(a), sums(a)), sums(a)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KernelTest.of(List.of(sums(a), sums(a)), sums(a, a)));
  }

  private static KernelSums sums(int[]... examples) {
    KernelSums sums = new KernelSums(examples[0].length);
    for (int[] example : examples) {
      sums.add(example, 1);
    }
    return sums;
  }

  private static List<KernelSums> blocks(InputSpace space, List<Inputs.Learned> examples) {
    return blocks(space, examples, BLOCKS);
  }

  private static List<KernelSums> blocks(
      InputSpace space, List<Inputs.Learned> examples, int count) {
    FourierFeatures fourier = new FourierFeatures(space);
    List<KernelSums> blocks =
        IntStream.range(0, count).mapToObj(i -> new KernelSums(space.features())).toList();
    examples.forEach(
        each ->
            blocks
                .get(Math.floorMod(each.example().low(), count))
                .add(fourier.of(each.vector()), 1));
    return blocks;
  }
}
