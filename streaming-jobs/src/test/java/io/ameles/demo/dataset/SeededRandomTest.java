package io.ameles.demo.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeededRandomTest {

  private static final int DRAWS = 100_000;

  @Test
  void purposesAreUnrelatedAndSeedsToo() {
    double first = SeededRandom.of(1, "rows").uniform();

    assertThat(SeededRandom.of(1, "rows").uniform()).isEqualTo(first);
    assertThat(SeededRandom.of(1, "order").uniform()).isNotEqualTo(first);
    assertThat(SeededRandom.of(2, "rows").uniform()).isNotEqualTo(first);
  }

  @Test
  void gaussiansHaveTheMomentsOfTheNormalDistribution() {
    double[] draws = SeededRandom.of(1, "test").gaussians(DRAWS, 1);

    assertThat(moment(draws, 1)).isCloseTo(0, within(0.01));
    assertThat(moment(draws, 2)).isCloseTo(1, within(0.02));
    assertThat(moment(draws, 4)).isCloseTo(3, within(0.1));
  }

  @Test
  void numbersBelowABoundAreEquallyFrequent() {
    SeededRandom random = SeededRandom.of(1, "test");
    int[] counts = new int[7];
    for (int i = 0; i < DRAWS; i++) {
      counts[random.below(7)]++;
    }

    for (int count : counts) {
      assertThat(count).isCloseTo(DRAWS / 7, within(500));
    }
  }

  @Test
  void shuffleMakesEveryOrderEquallyOften() {
    SeededRandom random = SeededRandom.of(1, "test");
    int[] counts = new int[321 + 1];
    for (int i = 0; i < DRAWS; i++) {
      int[] values = {1, 2, 3};
      random.shuffle(values);
      counts[100 * values[0] + 10 * values[1] + values[2]]++;
    }

    assertThat(IntStream.of(123, 132, 213, 231, 312, 321).map(order -> counts[order]).toArray())
        .satisfies(each -> assertThat(IntStream.of(each).sum()).isEqualTo(DRAWS))
        .satisfies(
            each ->
                assertThat(IntStream.of(each).boxed())
                    .allSatisfy(count -> assertThat(count).isCloseTo(DRAWS / 6, within(500))));
  }

  private static double moment(double[] draws, int power) {
    double sum = 0;
    for (double draw : draws) {
      sum += Math.pow(draw, power);
    }
    return sum / draws.length;
  }
}
