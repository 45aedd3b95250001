package io.ameles.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.ErrorCode;
import io.ameles.model.Fixtures;
import io.ameles.model.version.Manifest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeletionWatermarkTest {
  private static final String TOPIC = "x-deletion-events";

  private final InMemoryDeletionLog log = new InMemoryDeletionLog();
  private final Hand clock = new Hand();
  private final DeletionWatermark watermark = new DeletionWatermark(() -> log, TOPIC, clock);

  @AfterEach
  void close() {
    watermark.close();
  }

  @Test
  void isAbsentUntilTheBrokerWasAsked() {
    log.partition(0);
    Manifest version = version(1, Map.of());
    watermark.refresh();
    assertThat(watermark.of(version)).isEmpty();
    watermark.refresh();
    assertThat(watermark.of(version)).contains(clock.instant());
  }

  @Test
  void goesOnWithTheClockAsLongAsNothingIsLeft() {
    log.partition(0).record(0, 10);
    Manifest version = version(1, Map.of(0, 1L));
    watermark.of(version);
    watermark.refresh();
    clock.tick();
    watermark.refresh();
    assertThat(watermark.of(version)).contains(clock.instant());
    log.record(0, clock.millis() + 5);
    clock.tick();
    watermark.refresh();
    assertThat(watermark.of(version)).contains(Instant.ofEpochMilli(clock.millis() - 995));
  }

  @Test
  void neverGoesBackEvenIfAnEarlierTimestampTurnsUp() {
    log.partition(0);
    Manifest version = version(1, Map.of());
    watermark.of(version);
    watermark.refresh();
    Instant before = watermark.of(version).orElseThrow();
    log.record(0, 10); // a producer whose clock is behind
    clock.tick();
    watermark.refresh();
    assertThat(watermark.of(version)).contains(before);
  }

  @Test
  void newerVersionHasAtOnceWhatTheOneBeforeHad() {
    log.partition(0).record(0, 10).record(0, 20);
    watermark.of(version(1, Map.of(0, 1L)));
    watermark.refresh();
    assertThat(watermark.of(version(2, Map.of(0, 2L)))).contains(Instant.ofEpochMilli(20));
    watermark.refresh();
    assertThat(watermark.of(version(2, Map.of(0, 2L)))).contains(clock.instant());
    assertThat(watermark.of(version(1, Map.of(0, 1L)))).contains(Instant.ofEpochMilli(20));
  }

  @Test
  void versionThatHasReadLessIsNotGivenWhatOneThatHasReadMoreHas() {
    log.partition(0).record(0, 10).partition(1).record(1, 15);
    watermark.of(version(2, Map.of(0, 1L)));
    watermark.refresh();
    assertThat(watermark.of(version(1, Map.of(1, 1L)))).isEmpty();
    assertThat(watermark.of(version(1, Map.of()))).isEmpty();
  }

  @Test
  void staysWhereItIsWhenTheBrokerIsGone() {
    log.partition(0);
    Manifest version = version(1, Map.of());
    watermark.of(version);
    watermark.refresh();
    Instant before = watermark.of(version).orElseThrow();
    log.reachable(false);
    clock.tick();
    watermark.refresh();
    assertThat(watermark.of(version)).contains(before);
    assertThat(watermark.problem().orElseThrow().code()).isEqualTo(ErrorCode.KAFKA);
    log.reachable(true);
    watermark.refresh();
    assertThat(watermark.problem()).isEmpty();
    assertThat(watermark.of(version)).contains(clock.instant());
  }

  @Test
  void closedItAsksNobodyAnyMore() {
    log.partition(0);
    watermark.of(version(1, Map.of()));
    watermark.refresh();
    watermark.close();
    assertThat(log.closed()).isTrue();
    int looks = log.looks();
    watermark.refresh();
    assertThat(log.looks()).isEqualTo(looks);
  }

  @Test
  void manyVersionsLeaveNothingBehind() {
    log.partition(0);
    for (long epoch = 1; epoch <= 50; epoch++) {
      log.record(0, epoch);
      Manifest version = version(epoch, Map.of(0, epoch));
      watermark.of(version);
      clock.tick();
      watermark.refresh();
      assertThat(watermark.of(version)).contains(clock.instant());
    }
    assertThat(watermark.of(version(1, Map.of(0, 1L)))).isEmpty(); // forgotten long ago
  }

  private static Manifest version(long epoch, Map<Integer, Long> read) {
    Manifest base = Fixtures.manifest(epoch);
    SortedMap<String, SortedMap<Integer, Long>> offsets = new TreeMap<>(base.offsets());
    offsets.put(TOPIC, new TreeMap<>(read));
    return new Manifest(
        base.format(),
        base.model(),
        epoch,
        base.parent(),
        base.createdAt(),
        base.software(),
        base.intake(),
        base.ledger(),
        null,
        null,
        offsets,
        0,
        base.accounting(),
        base.learners());
  }

  /** A clock that goes on by hand. */
  private static final class Hand extends Clock {
    private Instant now = Instant.ofEpochMilli(100_000);

    void tick() {
      now = now.plus(Duration.ofSeconds(1));
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
