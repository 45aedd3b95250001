package io.ameles.model.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorDetectorTest {
  private static final int STREAMS = 60;

  /** Bounds are wide: they catch a broken detector, not an unlucky seed. */
  @ParameterizedTest
  @CsvSource({
    "ADWIN, 0.2, 0.3, 55, 900",
    "ADWIN, 0.1, 0.5, 60, 100",
    "DDM, 0.1, 0.5, 57, 300",
    "EDDM, 0.1, 0.5, 57, 300",
    "PAGE_HINKLEY, 0.1, 0.5, 60, 200",
    "KSWIN, 0.1, 0.8, 57, 150"
  })
  void noticesThatErrorsHaveBecomeMore(
      DetectorType type, double before, double after, int atLeast, double latest) {
    int noticed = 0;
    double delays = 0;
    for (int seed = 0; seed < STREAMS; seed++) {
      Random random = new Random(seed);
      ErrorDetector detector = type.open();
      for (int i = 0; i < 2_000; i++) {
        detector.add(error(random, before));
      }
      for (int i = 1; i <= 2_000; i++) {
        if (detector.add(error(random, after)) == Signal.DRIFT) {
          noticed++;
          delays += i;
          break;
        }
      }
    }
    assertThat(noticed).isGreaterThanOrEqualTo(atLeast);
    assertThat(delays / noticed).isLessThan(latest);
  }

  @ParameterizedTest
  @EnumSource(DetectorType.class)
  void saysNothingWhenErrorsBecomeFewer(DetectorType type) {
    ErrorDetector detector = type.open();
    Random random = new Random(3);
    List<Signal> signals = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      detector.add(error(random, 0.9));
    }
    for (int i = 0; i < 3_000; i++) {
      signals.add(detector.add(error(random, 0.9 * Math.exp(-i / 300.0))));
    }
    assertThat(signals).filteredOn(signal -> signal == Signal.DRIFT).hasSizeLessThanOrEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(DetectorType.class)
  void goesOnAfterARestoreAsIfNothingHadHappened(DetectorType type) {
    Random random = new Random(7);
    double[] errors = DoubleStream.generate(() -> error(random, 0.1)).limit(3_000).toArray();
    for (int i = 1_500; i < errors.length; i++) {
      errors[i] = error(random, 0.9);
    }
    List<Signal> uninterrupted = new ArrayList<>();
    List<Signal> interrupted = new ArrayList<>();
    ErrorDetector one = type.open();
    ErrorDetector other = type.open();
    for (int i = 0; i < errors.length; i++) {
      uninterrupted.add(one.add(errors[i]));
      interrupted.add(other.add(errors[i]));
      if (i % 97 == 0) {
        other = type.restore(other.state());
      }
    }
    assertThat(interrupted).isEqualTo(uninterrupted).contains(Signal.DRIFT);
    assertThat(other.state()).isEqualTo(one.state());
  }

  @Test
  void stateOfAdwinGrowsWithTheLogarithmOfItsWindow() {
    Adwin adwin = new Adwin();
    Random random = new Random(5);
    for (int i = 0; i < 200_000; i++) {
      adwin.add(error(random, 0.3));
    }
    assertThat(adwin.width()).isGreaterThan(100_000);
    assertThat(adwin.mean()).isBetween(0.295, 0.305);
    assertThat(adwin.state().length).isLessThan(300);
  }

  /** 30 right, then wrong ones: p = k/(30+k), s = sqrt(p(1-p)/n), least p + s is 0. */
  @Test
  void ddmSignalsWithTheFirstErrorAfterThirtyRightOnes() {
    Ddm ddm = new Ddm();
    for (int i = 0; i < 30; i++) {
      assertThat(ddm.add(0)).isEqualTo(Signal.NONE);
    }
    assertThat(ddm.add(1)).isEqualTo(Signal.DRIFT);
    assertThat(ddm.state()[0]).isZero();
  }

  /** Errors at every tenth number have distance 10 and no deviation; then every fifth. */
  @Test
  void eddmSignalsWhenTheMeanDistanceHasShrunkByATenth() {
    Eddm eddm = new Eddm();
    for (int error = 0; error < 100; error++) {
      for (int i = 0; i < 9; i++) {
        eddm.add(0);
      }
      assertThat(eddm.add(1)).isEqualTo(Signal.NONE);
    }
    int errors = 0;
    Signal signal = Signal.NONE;
    while (signal != Signal.DRIFT && errors < 10_000) {
      for (int i = 0; i < 4; i++) {
        eddm.add(0);
      }
      signal = eddm.add(1);
      errors++;
    }
    // mean m = (1000 + 5k)/(100 + k), variance from the two distances, ratio below 0.9 of 10
    assertThat(errors).isEqualTo(firstBelow(0.9));
  }

  private static int firstBelow(double ratio) {
    double largest = 10;
    for (int k = 1; ; k++) {
      double mean = (1_000 + 5.0 * k) / (100 + k);
      double variance = (100 * Math.pow(10 - mean, 2) + k * Math.pow(5 - mean, 2)) / (100 + k);
      double reach = mean + 2 * Math.sqrt(variance);
      largest = Math.max(largest, reach);
      if (reach / largest < ratio) {
        return k;
      }
    }
  }

  @Test
  void pageHinkleyIsTheRecursionWrittenOut() {
    PageHinkley detector = new PageHinkley();
    Random random = new Random(11);
    double total = 0;
    double sum = 0;
    double lowest = 0;
    for (int n = 1; n <= 5_000; n++) {
      double error = error(random, n < 2_000 ? 0.2 : 0.5);
      total += error;
      sum = 0.9999 * sum + error - total / n - 0.005;
      lowest = Math.min(lowest, sum);
      boolean expected = n >= 30 && sum - lowest > 50;
      assertThat(detector.add(error) == Signal.DRIFT).as("number %d", n).isEqualTo(expected);
      if (expected) {
        assertThat(n).isGreaterThan(2_000);
        return;
      }
    }
    assertThat(false).as("a drift").isTrue();
  }

  private static double error(Random random, double rate) {
    return random.nextDouble() < rate ? 1 : 0;
  }
}
