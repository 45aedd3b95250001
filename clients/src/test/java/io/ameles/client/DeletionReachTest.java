package io.ameles.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeletionReachTest {
  private static final long NOW = 1_000;

  private final InMemoryDeletionLog log = new InMemoryDeletionLog();
  private final DeletionReach reach =
      new DeletionReach(log, Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC));

  private long of(Map<Integer, Long> offsets) {
    return reach.of(offsets).toEpochMilli();
  }

  @Test
  void whoHasReadEverythingReachesTheInstantOfAsking() {
    log.partition(0).record(0, 10).record(0, 20).partition(1);
    assertThat(of(Map.of(0, 2L))).isEqualTo(NOW);
  }

  @Test
  void topicWithoutRecordsIsReflectedByEveryVersion() {
    log.partition(0).partition(1);
    assertThat(of(Map.of())).isEqualTo(NOW);
  }

  @Test
  void firstRecordThatIsLeftIsTheLimitAndTheEarliestOfAllPartitionsCounts() {
    log.partition(0).record(0, 10).record(0, 20).record(0, 30);
    log.partition(1).record(1, 15).record(1, 25);
    assertThat(of(Map.of(0, 1L, 1, 2L))).isEqualTo(20);
    assertThat(of(Map.of(0, 2L, 1, 1L))).isEqualTo(25);
    assertThat(of(Map.of(0, 2L, 1, 0L))).isEqualTo(15);
    assertThat(of(Map.of(0, 3L))).isEqualTo(15);
    assertThat(of(Map.of())).isEqualTo(10);
  }

  @Test
  void marksOfTransactionsAreNoRecords() {
    log.partition(0).record(0, 10).marker(0).marker(0);
    assertThat(of(Map.of(0, 1L))).isEqualTo(NOW);
    log.record(0, 20).marker(0);
    assertThat(of(Map.of(0, 1L))).isEqualTo(20);
    assertThat(of(Map.of(0, 4L))).isEqualTo(NOW);
    assertThat(of(Map.of(0, 1L))).isEqualTo(20);
  }

  @Test
  void marksAreLookedAtOnce() {
    log.partition(0).record(0, 10).marker(0);
    of(Map.of(0, 1L));
    int looks = log.looks();
    of(Map.of(0, 1L));
    assertThat(log.looks()).isEqualTo(looks);
    log.marker(0);
    of(Map.of(0, 1L));
    assertThat(log.looks()).isEqualTo(looks + 1);
  }

  /** Committed later, it is as if it had been there since its timestamp. */
  @Test
  void recordOfAnOpenTransactionIsLeftEvenIfItMayBeAborted() {
    log.partition(0).record(0, 10).open(0, 20).record(0, 30);
    assertThat(of(Map.of(0, 1L))).isEqualTo(20);
  }

  @Test
  void expiredRecordsAreNotWaitedFor() {
    log.partition(0).record(0, 10).record(0, 20).record(0, 30).expire(0, 2);
    assertThat(of(Map.of(0, 0L))).isEqualTo(30);
    assertThat(of(Map.of(0, 3L))).isEqualTo(NOW);
  }

  @Test
  void timestampAheadOfThisClockDoesNotCarryTheWatermarkAheadOfIt() {
    log.partition(0).record(0, NOW + 500);
    assertThat(of(Map.of())).isEqualTo(NOW);
  }
}
