package io.ameles.stream.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PulseTest {
  private final Pulse pulse = new Pulse();

  @Test
  void nothingIsGuessedAfterAStart() {
    assertThat(pulse.close(7, 10_000)).isEmpty();
    assertThat(pulse.close(8, 15_000))
        .containsExactly(MeasuredFact.ofJob(8, "checkpoint.interval-seconds", 5, 15_000));
  }

  @Test
  void ratesAreThoseOfTheEpochAlone() {
    version(1, 1_000, 10, 9_500);
    pulse.close(1, 10_000);
    version(2, 1_400, 20, 14_900);

    assertThat(pulse.close(2, 15_000))
        .contains(
            MeasuredFact.ofJob(2, "events.per-second", 80, 15_000),
            MeasuredFact.ofJob(2, "events.dead-letter-share", 0.025, 15_000),
            MeasuredFact.ofJob(2, "version.age-seconds", 0.1, 15_000));
  }

  @Test
  void epochWithoutAVersionHasNoEventsAndTheVersionGrowsOlder() {
    version(1, 1_000, 10, 9_500);
    pulse.close(1, 10_000);

    assertThat(pulse.close(2, 20_000))
        .containsExactly(
            MeasuredFact.ofJob(2, "checkpoint.interval-seconds", 10, 20_000),
            MeasuredFact.ofJob(2, "events.per-second", 0, 20_000),
            MeasuredFact.ofJob(2, "events.dead-letter-share", 0, 20_000),
            MeasuredFact.ofJob(2, "version.age-seconds", 10.5, 20_000));
  }

  @Test
  void barriersOfOneMillisecondHaveNoRate() {
    version(1, 10, 0, 0);
    pulse.close(1, 0);
    version(2, 20, 0, 0);

    assertThat(names(pulse.close(2, 0))).doesNotContain("events.per-second");
    assertThat(pulse.close(3, 1_000))
        .contains(MeasuredFact.ofJob(3, "events.per-second", 0, 1_000));
  }

  @Test
  void durationIsThatOfTheCheckpointCompletedLast() {
    pulse.close(1, 0);
    pulse.completed(250);

    assertThat(pulse.close(2, 5_000))
        .contains(MeasuredFact.ofJob(2, "checkpoint.duration-seconds", 0.25, 5_000));
  }

  private static List<String> names(List<MeasuredFact> facts) {
    return facts.stream().map(MeasuredFact::name).toList();
  }

  private void version(long epoch, double received, double deadLetters, long at) {
    pulse.see(MeasuredFact.ofJob(epoch, "events.received", received, at));
    pulse.see(MeasuredFact.ofJob(epoch, "events.learned", 1, at));
    pulse.see(MeasuredFact.ofJob(epoch, "events.dead-letters", deadLetters, at));
  }
}
