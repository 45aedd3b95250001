package io.ameles.client.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.schema.AvroGuards;
import io.ameles.schema.ModelMetric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AlertBoardTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AlertBoard board = new AlertBoard();

  @BeforeAll
  static void establishGuards() {
    AvroGuards.establish();
  }

  @Test
  void nothingIsWrongWhileNothingIsKnown() {
    assertThat(board.alerts(START)).isEmpty();
  }

  @Test
  void ordinaryFactsRaiseNothing() {
    take(null, "deletions.overdue", 0, START);
    take(null, "deletions.at-risk", 0, START);
    take(null, "checkpoint.interval-seconds", 10, START);
    take(null, "events.dead-letter-share", 0.01, START);
    take(null, "events.per-second", 0, START);
    board.takeLag("labeled-events", 1_000, START);
    take("ridge", "drift.alarms.adwin", 7, START);
    take("ridge", "drift.restarts", 7, START);
    take("ridge", "accuracy.overall", 0.75, START);
    take("ridge", "accuracy.window", 0.65, START);
    take("ridge", "forgetting.spill", 0.02, START);
    take(null, "device.memory-share", 0.9, START);

    assertThat(board.alerts(START.plusSeconds(120))).isEmpty();
  }

  @Test
  void overdueDeletionIsCriticalUntilItIsNot() {
    take(null, "deletions.overdue", 2, START);

    assertThat(board.alerts(START))
        .containsExactly(
            new Alert(
                AlertRule.DELETION_OVERDUE,
                START,
                "2 deletions are overdue or can never be sealed."));
    assertThat(AlertRule.DELETION_OVERDUE.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(board.alerts(START.plusSeconds(9))).extracting(Alert::since).containsExactly(START);

    take(null, "deletions.overdue", 0, START.plusSeconds(10));
    assertThat(board.alerts(START.plusSeconds(10))).isEmpty();
    take(null, "deletions.overdue", 1, START.plusSeconds(20));
    assertThat(board.alerts(START.plusSeconds(21)))
        .extracting(Alert::since)
        .containsExactly(START.plusSeconds(21));
  }

  @Test
  void checkpointsAreMissedAfterSeveralIntervalsAndNotBeforeTwoMinutes() {
    take(null, "checkpoint.interval-seconds", 10, START);
    assertThat(board.alerts(START.plusSeconds(120))).isEmpty();
    assertThat(ids(START.plusSeconds(121))).containsExactly("checkpoint-age");

    take(null, "checkpoint.interval-seconds", 600, START.plusSeconds(600));
    assertThat(ids(START.plusSeconds(3_600))).isEmpty();
    assertThat(ids(START.plusSeconds(3_601))).containsExactly("checkpoint-age");
  }

  @Test
  void clockThatIsBehindThatOfTheJobRaisesNothing() {
    take(null, "checkpoint.interval-seconds", 10, START.plusSeconds(500));

    assertThat(board.alerts(START)).isEmpty();
  }

  @Test
  void lagIsMeasuredInSecondsOfThePresentRate() {
    take(null, "events.per-second", 100, START);
    board.takeLag("labeled-events", 30_000, START);
    assertThat(ids(START)).isEmpty();
    board.takeLag("labeled-events", 30_001, START);
    assertThat(board.alerts(START))
        .extracting(Alert::message)
        .containsExactly("The job is behind labeled-events by 30001 records.");
    take(null, "events.per-second", 0, START);
    board.takeLag("labeled-events", 1_001, START);
    assertThat(ids(START)).as("a job that stands still").containsExactly("source-lag");
  }

  @Test
  void driftIsAnAlarmForAWhileAfterACountHasRisen() {
    take("ridge", "drift.alarms.adwin", 3, START);
    assertThat(ids(START)).as("reported after a start").isEmpty();
    take("ridge", "drift.alarms.adwin", 4, START.plusSeconds(60));
    take("ridge", "drift.alarms.adwin", 4, START.plusSeconds(70));
    assertThat(board.alerts(START.plusSeconds(70)))
        .extracting(Alert::message)
        .containsExactly("Drift was noticed in the errors of ridge.");
    assertThat(ids(START.plus(Duration.ofMinutes(16)))).containsExactly("drift");
    assertThat(ids(START.plus(Duration.ofMinutes(17)))).isEmpty();
  }

  @Test
  void driftOfTheInputIsDriftAndRestartsAreNot() {
    take(null, "drift.input.alarms", 0, START);
    take("ridge", "drift.restarts", 0, START);
    take("ridge", "drift.restarts", 1, START.plusSeconds(1));
    assertThat(ids(START.plusSeconds(1))).isEmpty();
    take(null, "drift.input.alarms", 1, START.plusSeconds(2));
    assertThat(board.alerts(START.plusSeconds(2)))
        .extracting(Alert::message)
        .containsExactly("Drift was noticed in the input.");
  }

  @Test
  void accuracyIsComparedWithinALearner() {
    take("ridge", "accuracy.overall", 0.9, START);
    take("nearest-mean", "accuracy.overall", 0.5, START);
    take("nearest-mean", "accuracy.window", 0.45, START);
    assertThat(ids(START)).as("no recent accuracy of ridge").isEmpty();
    take("ridge", "accuracy.window", 0.7, START);

    assertThat(board.alerts(START))
        .extracting(Alert::message)
        .containsExactly(
            "The accuracy on the latest examples has fallen: ridge from 90.0 % to 70.0 %.");
  }

  @Test
  void everyOtherConditionHolds() {
    take(null, "deletions.at-risk", 1, START);
    take(null, "events.dead-letter-share", 0.25, START);
    take("ridge", "forgetting.spill", 0.05, START);
    take(null, "device.memory-share", 0.95, START);

    assertThat(board.alerts(START))
        .extracting(Alert::message)
        .containsExactly(
            "1 deletion is near the deadline.",
            "25.0 % of the latest events were set aside.",
            "The latest deletion has cost accuracy on what stays: ridge 5.0 percentage points.",
            "The memory of the device is 95 % full.");
  }

  @Test
  void costOfADeletionIsAnAlarmForAWhile() {
    take("ridge", "forgetting.spill", 0.05, START);

    assertThat(ids(START.plus(Duration.ofMinutes(15)))).containsExactly("deletion-spill");
    assertThat(ids(START.plus(Duration.ofMinutes(16)))).isEmpty();
  }

  @Test
  void olderFactDoesNotReplaceANewerOne() {
    take(null, "deletions.overdue", 0, START);
    take(null, "deletions.overdue", 1, START.minusSeconds(1));

    assertThat(board.alerts(START)).isEmpty();
  }

  @Test
  void namesAreThoseOfTheRulesForPrometheus() {
    assertThat(AlertRule.DEAD_LETTER_RATE.id()).isEqualTo("dead-letter-rate");
    assertThat(AlertRule.DEAD_LETTER_RATE.alertName()).isEqualTo("AmelesDeadLetterRate");
  }

  private List<String> ids(Instant now) {
    return board.alerts(now).stream().map(alert -> alert.rule().id()).toList();
  }

  private void take(@Nullable String learner, String name, double value, Instant at) {
    board.take(new ModelMetric("irises", 1L, learner, name, null, value, at));
  }
}
