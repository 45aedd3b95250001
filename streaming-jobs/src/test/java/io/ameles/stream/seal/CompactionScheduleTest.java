package io.ameles.stream.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactionScheduleTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 7, 7", "10, 1, 10", "10, 10, 10", "10, 11, 20", "360, 361, 720"})
  void theNextMultipleIsDue(long every, long epoch, long due) {
    assertThat(new CompactionSchedule(every).dueAfter(epoch)).isEqualTo(due);
  }

  @ParameterizedTest
  @CsvSource({"PT1H, PT10S, 360", "PT0.001S, PT10S, 1", "PT10S, PT10S, 1", "PT11S, PT10S, 2"})
  void timeIsRoundedUpToWholeIntervals(Duration every, Duration interval, long epochs) {
    assertThat(new SealingSettings(every).schedule(interval))
        .isEqualTo(new CompactionSchedule(epochs));
  }

  @Test
  void neverIsNoSchedule() {
    assertThatIllegalArgumentException().isThrownBy(() -> new CompactionSchedule(0));
  }
}
