package io.ameles.stream.receipt;

import static io.ameles.schema.ReceiptStage.ACCEPTED;
import static io.ameles.schema.ReceiptStage.APPLIED;
import static io.ameles.schema.ReceiptStage.AT_RISK;
import static io.ameles.schema.ReceiptStage.EXTENDED;
import static io.ameles.schema.ReceiptStage.OVERDUE;
import static io.ameles.schema.ReceiptStage.REFUSED;
import static io.ameles.stream.Fixtures.deleteSubject;
import static io.ameles.stream.receipt.Life.done;
import static io.ameles.stream.receipt.Life.heeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.Refusal;
import io.ameles.schema.RequestAction;
import io.ameles.stream.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClocksTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final Life life = new Life();

  @ParameterizedTest
  @CsvSource({
    "gdpr, 2024-01-31T12:00:00Z, 2024-02-29T12:00:00Z, 2024-04-29T12:00:00Z",
    "gdpr, 2023-01-31T12:00:00Z, 2023-02-28T12:00:00Z, 2023-04-28T12:00:00Z",
    "gdpr, 2023-12-15T23:59:59.999Z, 2024-01-15T23:59:59.999Z, 2024-03-15T23:59:59.999Z",
    "ccpa, 2024-02-01T00:00:00Z, 2024-03-17T00:00:00Z, 2024-05-01T00:00:00Z",
    "drop, 2024-02-01T00:00:00Z, 2024-03-17T00:00:00Z, 2024-03-17T00:00:00Z"
  })
  void deadlinesFollowTheCalendar(String name, Instant start, Instant deadline, Instant extended) {
    LegalClock clock = ReceiptDesk.CLOCKS.named(name);

    assertThat(clock.deadline(start)).isEqualTo(deadline);
    assertThat(clock.extended(deadline)).isEqualTo(extended);
    assertThat(clock.extendable()).isEqualTo(!extended.equals(deadline));
  }

  @Test
  void clockRunsFromWhenTheRequestWasReceivedAndNotLaterThanItCame() {
    Instant early = Life.START.minus(DAY.multipliedBy(10));
    Instant late = Life.START.plus(DAY.multipliedBy(10));

    assertThat(
            life.read(
                done(deleteSubject("anna").terms(Life.clock("ccpa", early)), 1),
                done(deleteSubject("bert").position(0, 1).terms(Life.clock("", late)), 1)))
        .extracting(
            DeletionReceipt::getStage,
            DeletionReceipt::getRegulation,
            DeletionReceipt::getClockStartedAt)
        .containsExactly(
            tuple(ACCEPTED, "ccpa", early),
            tuple(APPLIED, "ccpa", early),
            tuple(ACCEPTED, "gdpr", Life.START),
            tuple(APPLIED, "gdpr", Life.START));
  }

  @Test
  void requestThatNamesAClockThatThereIsNotRunsAgainstTheDefault() {
    assertThat(life.read(done(deleteSubject("anna").terms(Life.clock("moon", Life.START)), 1)))
        .extracting(DeletionReceipt::getRegulation)
        .containsOnly("gdpr");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
  void absurdTimesStopNothing(long receivedAt) {
    List<DeletionReceipt> receipts =
        life.read(
            done(deleteSubject("anna").terms(Life.clock("", Instant.ofEpochMilli(receivedAt))), 1));

    assertThat(receipts)
        .extracting(DeletionReceipt::getClockStartedAt)
        .allMatch(start -> !start.isBefore(Instant.EPOCH) && !start.isAfter(Life.START));
  }

  @Test
  void requestIsAtRiskOnceThenOverdueOnce() {
    life.read(done(deleteSubject("anna"), 1));

    assertThat(life.pass(DAY.multipliedBy(23)).idle()).isEmpty();
    DeletionReceipt atRisk = life.pass(DAY).idle().get(0);
    assertThat(atRisk.getStage()).isEqualTo(AT_RISK);
    assertThat(atRisk.getOutstanding())
        .containsExactly(
            "The version without what was removed is not published yet.",
            "1 checkpoint from before epoch 1");
    assertThat(life.pass(DAY).idle()).isEmpty();
    assertThat(life.pass(DAY.multipliedBy(6)).idle())
        .extracting(DeletionReceipt::getStage)
        .containsExactly(OVERDUE);
    assertThat(life.pass(DAY.multipliedBy(100)).idle()).isEmpty();
    assertThat(life.docket().cases()).hasSize(1);
    assertThat(life.settle())
        .extracting(DeletionReceipt::getExamplesRemoved)
        .containsExactly(1L, 1L);
  }

  @Test
  void deadlineThatIsOverIsNotSaidToBeNear() {
    life.read(done(deleteSubject("anna"), 1));

    assertThat(life.pass(DAY.multipliedBy(60)).idle())
        .extracting(DeletionReceipt::getStage)
        .containsExactly(OVERDUE);
    assertThat(life.idle()).isEmpty();
  }

  @Test
  void requestThatIsSealedJustNowIsNotOverdue() {
    life.read(done(deleteSubject("anna"), 1));
    life.pass(DAY.multipliedBy(60));

    assertThat(life.settle())
        .extracting(DeletionReceipt::getStage)
        .doesNotContain(OVERDUE)
        .hasSize(2);
  }

  @Test
  void requestThatComesTooLateIsOverdueFromTheStart() {
    Instant ancient = Life.START.minus(DAY.multipliedBy(400));

    assertThat(life.read(done(deleteSubject("anna").terms(Life.clock("", ancient)), 1)))
        .extracting(DeletionReceipt::getStage)
        .containsExactly(ACCEPTED, APPLIED, OVERDUE);
  }

  @Test
  void deadlineIsMovedOnceAndWatchedAnew() {
    life.read(done(deleteSubject("anna"), 1));
    life.pass(DAY.multipliedBy(25)).idle();
    DeletionReceipt extended = life.read(heeded(extension(1))).get(0);

    assertThat(extended.getStage()).isEqualTo(EXTENDED);
    assertThat(extended.getDeadline()).isEqualTo(Instant.parse("2025-04-01T00:00:00Z"));
    assertThat(extended.getConfirmedBy()).isEqualTo("officer");
    assertThat(extended.getRequestOffset()).isEqualTo(1);
    assertThat(life.read(heeded(extension(2))))
        .extracting(DeletionReceipt::getStage, ClocksTest::code)
        .containsExactly(tuple(REFUSED, "ALREADY_EXTENDED"));
    assertThat(life.pass(DAY.multipliedBy(60)).idle())
        .extracting(DeletionReceipt::getStage, DeletionReceipt::getRequestOffset)
        .containsExactly(tuple(AT_RISK, 0L));
    assertThat(life.pass(DAY.multipliedBy(7)).idle())
        .extracting(DeletionReceipt::getStage)
        .containsExactly(OVERDUE);
  }

  @Test
  void deadlineThatTheLawDoesNotMoveIsNotMoved() {
    life.read(done(deleteSubject("anna").terms(Life.clock("drop", Life.START)), 1));

    assertThat(life.read(heeded(extension(1))))
        .extracting(DeletionReceipt::getStage, ClocksTest::code)
        .containsExactly(tuple(REFUSED, "NO_EXTENSION"));
  }

  @Test
  void extensionThatComesAfterTheDeadlineIsRefused() {
    Instant longAgo = Life.START.minus(DAY.multipliedBy(40));
    life.read(done(deleteSubject("anna").terms(Life.clock("", longAgo)), 1));

    assertThat(life.read(heeded(extension(1))))
        .extracting(DeletionReceipt::getStage, ClocksTest::code)
        .containsExactly(tuple(REFUSED, "DEADLINE_OVER"));
  }

  @Test
  void extensionOfWhatIsNotPendingIsRefused() {
    assertThat(life.read(heeded(extension(1))))
        .extracting(DeletionReceipt::getStage, ClocksTest::code)
        .containsExactly(tuple(REFUSED, "NOTHING_PENDING"));
    life.read(done(deleteSubject("anna"), 1));
    life.settle();
    assertThat(life.read(heeded(extension(2))))
        .extracting(DeletionReceipt::getStage, ClocksTest::code)
        .containsExactly(tuple(REFUSED, "NOTHING_PENDING"));
  }

  private static Fixtures.DeletionBuilder extension(long offset) {
    return deleteSubject("anna")
        .position(0, offset)
        .terms(Life.terms(RequestAction.EXTEND, "officer"));
  }

  private static String code(DeletionReceipt receipt) {
    return receipt.getRefusals().stream().map(Refusal::getCode).findFirst().orElse("");
  }
}
