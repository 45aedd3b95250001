package io.ameles.stream.receipt;

import static io.ameles.schema.ReceiptStage.ACCEPTED;
import static io.ameles.schema.ReceiptStage.APPLIED;
import static io.ameles.schema.ReceiptStage.AT_RISK;
import static io.ameles.schema.ReceiptStage.HELD;
import static io.ameles.schema.ReceiptStage.LEGAL_HOLD_LIFTED;
import static io.ameles.schema.ReceiptStage.LEGAL_HOLD_PLACED;
import static io.ameles.schema.ReceiptStage.PUBLISHED;
import static io.ameles.schema.ReceiptStage.REFUSED;
import static io.ameles.schema.ReceiptStage.REPEATED;
import static io.ameles.schema.ReceiptStage.SEALED;
import static io.ameles.schema.RequestAction.CONFIRM;
import static io.ameles.schema.RequestAction.DECLINE;
import static io.ameles.schema.RequestAction.FORGET;
import static io.ameles.schema.RequestAction.LIFT_LEGAL_HOLD;
import static io.ameles.schema.RequestAction.PLACE_LEGAL_HOLD;
import static io.ameles.stream.Fixtures.deleteLabel;
import static io.ameles.stream.receipt.Life.done;
import static io.ameles.stream.receipt.Life.heeded;
import static io.ameles.stream.receipt.Life.held;
import static io.ameles.stream.receipt.Life.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStatus;
import io.ameles.schema.Refusal;
import io.ameles.schema.RequestAction;
import io.ameles.stream.Fixtures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldRequestTest {
  private final Life life = new Life();

  @Test
  void heldRequestSaysWhatItWouldRemoveAndWhy() {
    List<DeletionReceipt> receipts = life.read(held(request(0), 900));

    assertThat(receipts)
        .extracting(
            DeletionReceipt::getStage,
            DeletionReceipt::getStatus,
            DeletionReceipt::getExamplesRemoved,
            DeletionReceipt::getRequester)
        .containsExactly(tuple(HELD, ReceiptStatus.PENDING, 900L, "desk"));
    assertThat(receipts.get(0).getLearners()).isEmpty();
    assertThat(receipts.get(0).getRefusals())
        .extracting(Refusal::getCode)
        .containsExactly("NEEDS_CONFIRMATION");
  }

  @Test
  void confirmedRequestIsAppliedWhereItWasConfirmedAndByItsOwnClock() {
    life.read(held(request(0), 900));
    life.pass(Duration.ofDays(2)).idle();
    life.read(done(word(CONFIRM, 1), 870));
    life.settle();

    assertThat(life.all)
        .extracting(
            DeletionReceipt::getStage,
            DeletionReceipt::getRequestOffset,
            DeletionReceipt::getExamplesRemoved,
            DeletionReceipt::getRequester,
            DeletionReceipt::getConfirmedBy,
            DeletionReceipt::getClockStartedAt)
        .containsExactly(
            tuple(HELD, 0L, 900L, "desk", "", Life.START),
            tuple(APPLIED, 1L, 870L, "desk", "officer", Life.START),
            tuple(PUBLISHED, 1L, 870L, "desk", "officer", Life.START),
            tuple(SEALED, 1L, 870L, "desk", "officer", Life.START));
    assertThat(life.all.get(1).getRefusals()).isEmpty();
    assertThat(life.all.get(1).getStatus()).isEqualTo(ReceiptStatus.COMPLETED);
  }

  @Test
  void confirmationInTheSameEpochComesAfterTheRequestWhereverItLies() {
    assertThat(
            life.read(
                done(word(CONFIRM, 0), 870),
                held(deleteLabel("cat").position(3, 7).terms(Life.terms(FORGET, "desk")), 900)))
        .extracting(DeletionReceipt::getStage, DeletionReceipt::getRequestPartition)
        .containsExactly(tuple(HELD, 3), tuple(APPLIED, 0));
  }

  @Test
  void declinedRequestIsRefusedAndOver() {
    life.read(held(request(0), 900));
    DeletionReceipt declined = life.read(heeded(word(DECLINE, 1))).get(0);

    assertThat(declined.getStage()).isEqualTo(REFUSED);
    assertThat(declined.getRefusals()).extracting(Refusal::getCode).containsExactly("DECLINED");
    assertThat(declined.getConfirmedBy()).isEqualTo("officer");
    assertThat(declined.getRequester()).isEqualTo("desk");
    assertThat(declined.getExamplesRemoved()).isZero();
    assertThat(life.docket().cases()).isEmpty();
    assertThat(life.read(heeded(word(DECLINE, 2))).get(0).getRefusals())
        .extracting(Refusal::getCode)
        .containsExactly("NOTHING_PENDING");
    assertThat(life.read(held(request(3), 900)))
        .extracting(DeletionReceipt::getStage, DeletionReceipt::getRepeatOf)
        .containsExactly(tuple(HELD, null));
  }

  @Test
  void requestThatIsHeldAlreadyIsHeldAgainAndIsNoSecondCase() {
    life.read(held(request(0), 900));

    assertThat(life.read(held(request(1), 900)))
        .extracting(
            DeletionReceipt::getStage,
            DeletionReceipt::getRepeatOf,
            DeletionReceipt::getRequestOffset)
        .containsExactly(tuple(HELD, 1L, 1L));
    assertThat(life.docket().cases()).hasSize(1);
  }

  @Test
  void refusedConfirmationLeavesTheRequestHeld() {
    life.read(held(request(0), 900));

    assertThat(life.read(refused(word(CONFIRM, 1), "NOT_ALLOWED")))
        .extracting(DeletionReceipt::getStage, DeletionReceipt::getRequestOffset)
        .containsExactly(tuple(REFUSED, 1L));
    assertThat(life.read(done(word(CONFIRM, 2), 870)))
        .extracting(DeletionReceipt::getStage)
        .containsExactly(APPLIED);
  }

  @Test
  void confirmationOfWhatWasAppliedIsARepetition() {
    life.read(held(request(0), 900));
    life.read(done(word(CONFIRM, 1), 870));

    assertThat(life.read(done(word(CONFIRM, 2), 0)))
        .extracting(DeletionReceipt::getStage, DeletionReceipt::getRepeatOf)
        .containsExactly(tuple(REPEATED, 2L));
    assertThat(life.read(held(request(3), 0)))
        .extracting(DeletionReceipt::getStage, DeletionReceipt::getRepeatOf)
        .containsExactly(tuple(REPEATED, 2L));
  }

  /** What was done is never called refused. */
  @Test
  void confirmationThatWasCarriedOutAlthoughNothingWasHeldIsAppliedAndSaysWho() {
    assertThat(life.read(done(word(CONFIRM, 1), 870)))
        .extracting(
            DeletionReceipt::getStage,
            DeletionReceipt::getRequester,
            DeletionReceipt::getConfirmedBy)
        .containsExactly(
            tuple(ACCEPTED, "officer", "officer"), tuple(APPLIED, "officer", "officer"));
  }

  @Test
  void heldRequestThatNeedsNobodyAnyMoreIsAcceptedAndApplied() {
    life.read(held(request(0), 900));

    assertThat(life.read(done(request(1), 5)))
        .extracting(
            DeletionReceipt::getStage,
            DeletionReceipt::getRequestOffset,
            DeletionReceipt::getConfirmedBy)
        .containsExactly(tuple(ACCEPTED, 1L, ""), tuple(APPLIED, 1L, ""));
    assertThat(life.docket().cases()).hasSize(1);
  }

  @Test
  void heldRequestIsWatchedLikeAnyOther() {
    life.holdings.publish(100);
    life.holdings.seal(100);
    life.read(held(request(0), 900));
    DeletionReceipt atRisk = life.pass(Duration.ofDays(25)).idle().get(0);

    assertThat(atRisk.getStage()).isEqualTo(AT_RISK);
    assertThat(atRisk.getStatus()).isEqualTo(ReceiptStatus.PENDING);
    assertThat(atRisk.getOutstanding()).singleElement().asString().contains("confirms");
    assertThat(Standing.of(life.docket(), life.book()))
        .isEqualTo(new Standing(1, 1, 1, 0, Life.START));
  }

  @Test
  void legalHoldsAreReportedAndFollowedNoFurther() {
    assertThat(life.read(heeded(word(PLACE_LEGAL_HOLD, 0)), heeded(word(LIFT_LEGAL_HOLD, 1))))
        .extracting(DeletionReceipt::getStage, DeletionReceipt::getStatus)
        .containsExactly(
            tuple(LEGAL_HOLD_PLACED, ReceiptStatus.COMPLETED),
            tuple(LEGAL_HOLD_LIFTED, ReceiptStatus.COMPLETED));
    assertThat(life.docket().cases()).isEmpty();
  }

  private static Fixtures.DeletionBuilder request(long offset) {
    return deleteLabel("cat").position(0, offset).terms(Life.terms(FORGET, "desk"));
  }

  private static Fixtures.DeletionBuilder word(RequestAction action, long offset) {
    return deleteLabel("cat").position(0, offset).terms(Life.terms(action, "officer"));
  }
}
