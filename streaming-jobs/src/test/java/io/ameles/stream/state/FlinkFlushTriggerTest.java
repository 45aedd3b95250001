package io.ameles.stream.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.junit.jupiter.api.Test;

class FlinkFlushTriggerTest {
  private static final int SIZE = 3;
  private static final long WAIT_MILLIS = 100;

  private final TestProcessingTimeService time = new TestProcessingTimeService();
  private int flushes;
  private final FlinkFlushTrigger trigger =
      new FlinkFlushTrigger(SIZE, Duration.ofMillis(WAIT_MILLIS), time, () -> flushes++);

  @Test
  void fullBatchIsFlushedAtOnce() {
    add(SIZE);
    assertThat(flushes).isEqualTo(1);
    add(SIZE - 1);
    assertThat(flushes).isEqualTo(1);
  }

  @Test
  void batchOfOneNeverWaits() {
    FlinkFlushTrigger eager =
        new FlinkFlushTrigger(1, Duration.ofMillis(WAIT_MILLIS), time, () -> flushes++);
    eager.added();

    assertThat(flushes).isEqualTo(1);
    assertThat(time.getNumActiveTimers()).isZero();
  }

  @Test
  void timerFlushesWhatWaitsAndOnlyThen() throws Exception {
    add(1);
    time.setCurrentTime(WAIT_MILLIS);
    time.setCurrentTime(10 * WAIT_MILLIS);

    assertThat(flushes).isEqualTo(1);
    assertThat(time.getNumActiveTimers()).isZero();
  }

  @Test
  void thereIsOneTimerHoweverManyBatchesFill() {
    add(10 * SIZE + 1);

    assertThat(time.getNumActiveTimers()).isEqualTo(1);
  }

  @Test
  void elementAfterAFlushedBatchDoesNotWaitLongerThanItMust() throws Exception {
    add(SIZE + 1);
    assertThat(flushes).isEqualTo(1);
    time.setCurrentTime(WAIT_MILLIS);

    assertThat(flushes).isEqualTo(2);
  }

  @Test
  void nothingIsFlushedTwice() {
    trigger.flushNow();
    add(1);
    trigger.flushNow();
    trigger.flushNow();

    assertThat(flushes).isEqualTo(1);
  }

  private void add(int elements) {
    for (int i = 0; i < elements; i++) {
      trigger.added();
    }
  }
}
