package io.ameles.model.drift.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ShiftTest {
  @Test
  void theIndexAndTheProbabilityAreThoseComputedByHand() {
    Shift shift = Shift.between(new long[] {60, 40}, new long[] {20, 30});
    double p = 60.5 / 101;
    double q = 20.5 / 51;
    double index = (p - q) * Math.log(p / q) + (q - p) * Math.log((1 - p) / (1 - q));
    assertThat(shift.excess()).isCloseTo(index - (1 / 100.0 + 1 / 50.0), within(1e-12));
    // G = 2 (60 ln(60/53.33) + 40 ln(40/46.67) + 20 ln(20/26.67) + 30 ln(30/23.33)) = 5.359;
    // erfc(sqrt(G / 2)) = 0.0206
    assertThat(shift.probability()).isCloseTo(0.0206, within(2e-4));
  }

  @Test
  void theIndexExceedsNothingOnAverageWhenNothingChangesHoweverSmallTheWindow() {
    Random random = new Random(1);
    double index = 0;
    int below = 0;
    int tries = 4_000;
    for (int i = 0; i < tries; i++) {
      Shift shift = Shift.between(counts(random, 2_000), counts(random, 200));
      index += shift.excess() / tries;
      below += shift.probability() <= 0.01 ? 1 : 0;
    }
    assertThat(index).isCloseTo(0, within(0.005)); // by itself it is 0.04
    assertThat(below).isBetween(15, 80);
  }

  /** Eight bins, a rare one among them. */
  private static long[] counts(Random random, int total) {
    long[] counts = new long[8];
    for (int i = 0; i < total; i++) {
      counts[Math.min(7, (int) Math.abs(3 * random.nextGaussian()))]++;
    }
    return counts;
  }

  @Test
  void binsWithTooLittleInThemAreJoinedWithTheirNeighbours() {
    long[] before = {0, 1, 1_000, 0, 2, 998, 1};
    long[] now = {1, 0, 250, 1, 0, 249, 0};
    assertThat(Shift.between(before, now).probability()).isGreaterThan(0.5);
    assertThat(Shift.between(before, now).excess()).isLessThan(0.001);
  }

  @Test
  void oneBinOnlyIsNoShift() {
    assertThat(Shift.between(new long[] {0, 90, 0}, new long[] {0, 40, 0}))
        .isEqualTo(new Shift(0, 1));
    assertThat(Shift.between(new long[] {0, 0}, new long[] {0, 0})).isEqualTo(new Shift(0, 1));
  }

  @Test
  void aBinThatIsNewOrGoneIsAShift() {
    assertThat(Shift.between(new long[] {900, 0}, new long[] {250, 50}).probability())
        .isLessThan(1e-20);
    assertThat(Shift.between(new long[] {900, 300}, new long[] {300, 0}).probability())
        .isLessThan(1e-20);
    assertThat(Shift.ofShares(0, 2_000, 12, 500).probability()).isLessThan(1e-8);
  }
}
