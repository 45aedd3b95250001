package io.ameles.stream.receipt;

import static io.ameles.schema.ReceiptStage.ACCEPTED;
import static io.ameles.schema.ReceiptStage.APPLIED;
import static io.ameles.schema.ReceiptStage.AT_RISK;
import static io.ameles.schema.ReceiptStage.OVERDUE;
import static io.ameles.schema.ReceiptStage.PUBLISHED;
import static io.ameles.schema.ReceiptStage.REFUSED;
import static io.ameles.schema.ReceiptStage.REPEATED;
import static io.ameles.schema.ReceiptStage.SEALED;
import static io.ameles.stream.Fixtures.deleteExamples;
import static io.ameles.stream.Fixtures.deleteLabel;
import static io.ameles.stream.Fixtures.deleteSubject;
import static io.ameles.stream.receipt.Life.done;
import static io.ameles.stream.receipt.Life.outcome;
import static io.ameles.stream.receipt.Life.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.ameles.model.learn.StateDigest;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.schema.CutOffset;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import io.ameles.schema.LearnerOutcome;
import io.ameles.schema.ReceiptStatus;
import io.ameles.schema.Refusal;
import io.ameles.stream.Fixtures;
import io.ameles.stream.ledger.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final Outcome.Refused REFUSAL =
      new Outcome.Refused("cat", "SCOPE_NEEDS_EXAMPLES", "Bring them.");

  private final Life life = new Life();

  @Test
  void requestIsAcceptedAndAppliedThenPublishedThenSealed() throws Exception {
    assertThat(life.read(done(deleteSubject("anna"), 3)))
        .extracting(DeletionReceipt::getSequence, DeletionReceipt::getStage)
        .containsExactly(tuple(1L, ACCEPTED), tuple(2L, APPLIED));
    assertThat(life.idle()).isEmpty();
    life.holdings.publish(1);
    assertThat(life.idle())
        .extracting(DeletionReceipt::getSequence, DeletionReceipt::getStage)
        .containsExactly(tuple(3L, PUBLISHED));
    assertThat(life.idle()).isEmpty();
    life.holdings.seal(1);
    assertThat(life.idle())
        .extracting(DeletionReceipt::getSequence, DeletionReceipt::getStage)
        .containsExactly(tuple(4L, SEALED));
    assertThat(life.idle()).isEmpty();
    NaiveLog.requireConsistent(life.all);
  }

  @Test
  void receiptSaysWhatTheRequestDid() {
    life.read();
    Outcome outcome = done(deleteSubject("anna").id("r1").position(2, 9).upTo(5), 3);
    List<DeletionReceipt> receipts = life.read(outcome);
    DeletionReceipt receipt = receipts.get(1);

    assertThat(receipt.getSequence()).isEqualTo(2);
    assertThat(receipt.getModel()).isEqualTo(Fixtures.MODEL);
    assertThat(receipt.getRequestId()).isEqualTo("r1");
    assertThat(receipt.getScope()).isEqualTo(DeletionScope.SUBJECT);
    assertThat(receipt.getTarget())
        .isEqualTo(Fixtures.RECEIPT_KEYS.target(Fixtures.subject("anna").toHex()))
        .isNotEqualTo(Fixtures.subject("anna").toHex());
    assertThat(receipt.getTargetKey()).isEqualTo(Fixtures.RECEIPT_KEYS.targetKeyId());
    assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.COMPLETED);
    assertThat(receipt.getExamplesRemoved()).isEqualTo(3);
    assertThat(receipt.getRepeatOf()).isNull();
    assertThat(receipt.getEpoch()).isEqualTo(2);
    assertThat(receipt.getLearners())
        .containsExactly(
            new LearnerOutcome(NearestMean.TYPE, Guarantee.EXACT, 3L, "digest 1", "digest 2"));
    assertThat(receipt.getRefusals()).isEmpty();
    assertThat(receipt.getOutOfScope()).isNotEmpty();
    assertThat(receipt.getBulk()).isNull();
    assertThat(receipt.getErasedAtSource()).isNull();
    assertThat(receipt.getRequestTopic()).isEqualTo(Fixtures.DELETIONS_TOPIC);
    assertThat(receipt.getRequestPartition()).isEqualTo(2);
    assertThat(receipt.getRequestOffset()).isEqualTo(9);
    assertThat(receipt.getRequestedAt()).isEqualTo(Instant.ofEpochMilli(5));
    assertThat(receipt.getAcceptedAt()).isEqualTo(Life.START);
    assertThat(receipt.getAppliedAt()).isEqualTo(Life.START);
    assertThat(receipt.getRecordedAt()).isEqualTo(Life.START);
    assertThat(receipt.getRegulation()).isEqualTo("gdpr");
    assertThat(receipt.getDeadline()).isEqualTo(Instant.parse("2025-02-01T00:00:00Z"));
    assertThat(receipt.getCut()).containsExactly(new CutOffset(Fixtures.DELETIONS_TOPIC, 0, 2L));
    assertThat(receipt.getSoftware()).isEqualTo("ameles test");
  }

  @Test
  void beforeItIsAppliedNothingIsSaidToBeDone() {
    DeletionReceipt accepted = life.read(done(deleteSubject("anna"), 3)).get(0);

    assertThat(accepted.getStatus()).isEqualTo(ReceiptStatus.PENDING);
    assertThat(accepted.getExamplesRemoved()).isZero();
    assertThat(accepted.getLearners()).isEmpty();
    assertThat(accepted.getAppliedAt()).isNull();
    assertThat(accepted.getCut()).isEmpty();
    assertThat(accepted.getOutOfScope()).isNotEmpty();
  }

  @Test
  void laterReceiptsRepeatWhatWasDoneInWhichEpoch() {
    life.read();
    life.read(done(deleteSubject("anna"), 3));
    life.read();
    List<DeletionReceipt> later = life.settle();

    assertThat(later).extracting(DeletionReceipt::getStage).containsExactly(PUBLISHED, SEALED);
    assertThat(later)
        .allSatisfy(
            receipt -> {
              assertThat(receipt.getEpoch()).isEqualTo(2);
              assertThat(receipt.getExamplesRemoved()).isEqualTo(3);
              assertThat(receipt.getLearners())
                  .containsExactly(
                      new LearnerOutcome(
                          NearestMean.TYPE, Guarantee.EXACT, 3L, "digest 1", "digest 2"));
              assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.COMPLETED);
              assertThat(receipt.getCut()).isEmpty();
            });
  }

  @Test
  void publishedReceiptSaysWhatIsOutstandingAndSealedOneNothing() {
    life.read(done(deleteSubject("anna"), 3));
    life.holdings.publish(1);
    assertThat(life.idle().get(0).getOutstanding())
        .containsExactly("1 checkpoint from before epoch 1");
    life.holdings.seal(1);
    assertThat(life.idle().get(0).getOutstanding()).isEmpty();
  }

  /** What it would remove may have been removed a moment before, and still lie in a checkpoint. */
  @Test
  void requestThatRemovedNothingLivesAsLongAsAnyOther() {
    life.read(done(deleteSubject("anna"), 3), done(deleteSubject("bert").position(0, 1), 0));
    life.holdings.publish(1);
    assertThat(life.idle()).extracting(DeletionReceipt::getStage).containsOnly(PUBLISHED);
    assertThat(life.idle()).isEmpty();
    life.holdings.seal(1);
    assertThat(life.idle()).extracting(DeletionReceipt::getStage).containsOnly(SEALED).hasSize(2);
  }

  @Test
  void nothingIsPublishedInTheEpochThatAppliesItNorSealedBeforeItIsPublished() {
    life.holdings.publish(100);
    life.holdings.seal(100);
    assertThat(life.read(done(deleteSubject("anna"), 3)))
        .extracting(DeletionReceipt::getStage)
        .containsExactly(ACCEPTED, APPLIED);
    Life unpublished = new Life();
    unpublished.holdings.seal(100);
    unpublished.read(done(deleteSubject("anna"), 3));
    assertThat(unpublished.idle()).isEmpty();
  }

  @Test
  void holdingsAreAskedOncePerEpochAndBarrier() {
    life.read(
        IntStream.range(0, 50)
            .mapToObj(i -> done(deleteSubject("s" + i).position(0, i), 1))
            .toArray(Outcome[]::new));
    life.read(done(deleteSubject("anna").position(0, 99), 3));
    life.holdings.publish(2);
    life.holdings.questions().clear();
    life.idle();

    assertThat(life.holdings.questions())
        .containsExactlyInAnyOrder("published 1", "published 2", "outstanding 1", "outstanding 2");
  }

  @Test
  void stateIsAsLargeAsWhatIsPending() {
    for (int i = 0; i < 20; i++) {
      life.read(
          done(deleteSubject("s" + i).position(0, 3L * i), 1),
          refused(deleteSubject("t" + i).position(0, 3L * i + 1), "LEGAL_HOLD"),
          done(deleteSubject("s0").position(0, 3L * i + 2), 0));
      life.settle();
    }

    assertThat(life.docket().cases()).isEmpty();
    assertThat(life.docket().epochs()).isEmpty();
    assertThat(life.docket().batches()).isEmpty();
    assertThat(life.book().log().roots()).hasSizeLessThan(10);
  }

  @Test
  void beforeTheFirstVersionTheStateWasThatOfNothing() {
    DeletionReceipt applied = life.read(done(deleteSubject("anna"), 1)).get(1);

    assertThat(applied.getLearners().get(0).getStateDigestBefore())
        .isEqualTo(StateDigest.of(NearestMean.TYPE, Map.of()));
  }

  @Test
  void partsOfARequestMakeOneReceipt() {
    List<DeletionReceipt> receipts =
        life.read(
            done(deleteLabel("cat"), 2), done(deleteLabel("cat"), 0), done(deleteLabel("cat"), 5));

    assertThat(receipts).hasSize(2);
    assertThat(receipts.get(1).getExamplesRemoved()).isEqualTo(7);
    assertThat(receipts.get(1).getTarget()).isEqualTo("cat");
  }

  @Test
  void receiptsAreNumberedInTheOrderOfTheRequests() {
    assertThat(
            life.read(
                done(deleteSubject("carl").id("r3").position(1, 0), 0),
                done(deleteSubject("bert").id("r2").position(0, 8), 0),
                done(deleteSubject("anna").id("r1").position(0, 7), 0)))
        .extracting(DeletionReceipt::getRequestId)
        .containsExactly("r1", "r1", "r2", "r2", "r3", "r3");
  }

  @Test
  void repeatedRequestGetsTheFirstAnswerAgainEvenLongAfterItWasSealed() {
    life.read(done(deleteSubject("anna"), 3));
    life.settle();
    List<DeletionReceipt> again = life.read(done(deleteSubject("anna").position(0, 1), 0));

    assertThat(again)
        .extracting(
            DeletionReceipt::getStage,
            DeletionReceipt::getStatus,
            DeletionReceipt::getRepeatOf,
            DeletionReceipt::getExamplesRemoved,
            DeletionReceipt::getRequestOffset)
        .containsExactly(tuple(REPEATED, ReceiptStatus.REPEATED, 2L, 3L, 1L));
    assertThat(life.docket().cases()).isEmpty();
  }

  @Test
  void requestRepeatedWithinAnEpochIsAnsweredOnce() {
    assertThat(
            life.read(
                done(deleteSubject("anna"), 3), done(deleteSubject("anna").position(0, 1), 0)))
        .extracting(DeletionReceipt::getStage)
        .containsExactly(ACCEPTED, APPLIED, REPEATED);
  }

  @Test
  void whatARequestRemovedIsSaidEvenIfItsRepetitionWasMetFirst() {
    List<DeletionReceipt> receipts =
        life.read(
            done(deleteLabel("cat").position(1, 3), 3), done(deleteLabel("cat").position(0, 5), 2));

    assertThat(receipts)
        .extracting(
            DeletionReceipt::getStage,
            DeletionReceipt::getRequestOffset,
            DeletionReceipt::getExamplesRemoved)
        .containsExactly(tuple(ACCEPTED, 5L, 0L), tuple(APPLIED, 5L, 5L), tuple(REPEATED, 3L, 5L));
  }

  @Test
  void sameIdThatAsksForSomethingElseIsAnotherRequest() {
    assertThat(
            life.read(
                done(deleteSubject("anna").upTo(1), 3),
                done(deleteSubject("anna").upTo(2).position(0, 1), 1)))
        .extracting(DeletionReceipt::getStage)
        .containsExactly(ACCEPTED, APPLIED, ACCEPTED, APPLIED);
  }

  @Test
  void refusedRequestHasOneReceiptAndMayBeTriedAgain() {
    List<DeletionReceipt> receipts =
        life.read(outcome(deleteLabel("cat"), Outcome.Disposition.REFUSED, null, 0, REFUSAL));
    assertThat(receipts)
        .extracting(DeletionReceipt::getStage, DeletionReceipt::getStatus)
        .containsExactly(tuple(REFUSED, ReceiptStatus.REFUSED));
    assertThat(receipts.get(0).getRefusals())
        .containsExactly(new Refusal("cat", "SCOPE_NEEDS_EXAMPLES", "Bring them."));

    assertThat(life.read(done(deleteLabel("cat").position(0, 1), 4)))
        .extracting(DeletionReceipt::getStage)
        .containsExactly(ACCEPTED, APPLIED);
    assertThat(life.read(done(deleteLabel("cat").position(0, 2), 0)).get(0).getRepeatOf())
        .isEqualTo(3);
  }

  /** Somebody who may not replays what somebody who may had carried out. */
  @Test
  void refusedRepetitionIsRefused() {
    life.read(done(deleteSubject("anna"), 3));

    assertThat(life.read(refused(deleteSubject("anna").position(0, 1), "BAD_SIGNATURE")))
        .extracting(DeletionReceipt::getStage)
        .containsExactly(REFUSED);
    assertThat(life.read(done(deleteSubject("anna").position(0, 2), 0)))
        .extracting(DeletionReceipt::getRepeatOf)
        .containsExactly(2L);
  }

  @Test
  void refusalOfEverySubtaskIsSaidOnce() {
    Outcome refusal = outcome(deleteLabel("cat"), Outcome.Disposition.REFUSED, null, 0, REFUSAL);

    assertThat(life.read(refusal, refusal).get(0).getRefusals()).hasSize(1);
  }

  @Test
  void requestOfWhichSomeWasDoneIsPartialAndMayBeTriedAgain() {
    Outcome.Refused refusal =
        new Outcome.Refused(Fixtures.example("2").toHex(), "EXAMPLES_NOT_BROUGHT", "Bring it.");
    Outcome partial =
        outcome(deleteExamples("anna", "1", "2"), Outcome.Disposition.APPLIED, null, 1, refusal);
    DeletionReceipt receipt = life.read(partial).get(1);

    assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.PARTIAL);
    assertThat(receipt.getExamplesRemoved()).isEqualTo(1);
    assertThat(receipt.getRefusals().get(0).getTarget())
        .isEqualTo(Fixtures.RECEIPT_KEYS.target(Fixtures.example("2").toHex()));
    assertThat(life.read(done(deleteExamples("anna", "1", "2").position(0, 1), 1)))
        .extracting(DeletionReceipt::getStage)
        .containsExactly(ACCEPTED, APPLIED);
    assertThat(life.settle())
        .extracting(DeletionReceipt::getStage, DeletionReceipt::getStatus)
        .containsExactly(
            tuple(PUBLISHED, ReceiptStatus.PARTIAL),
            tuple(SEALED, ReceiptStatus.PARTIAL),
            tuple(PUBLISHED, ReceiptStatus.COMPLETED),
            tuple(SEALED, ReceiptStatus.COMPLETED));
  }

  @Test
  void whatALearnerCannotForgetIsNeverSealedAndFollowedUntilItIsOverdue() {
    Life unable =
        new Life(
            TestingHoldings.nothing(),
            List.of(Fixtures.nearestMean(), new FixedLearner("mule", Guarantee.UNSUPPORTED)));
    DeletionReceipt applied = unable.read(done(deleteSubject("anna"), 3)).get(1);
    assertThat(applied.getStatus()).isEqualTo(ReceiptStatus.PARTIAL);
    assertThat(applied.getLearners())
        .extracting(LearnerOutcome::getGuarantee, LearnerOutcome::getExamplesRemoved)
        .containsExactly(tuple(Guarantee.EXACT, 3L), tuple(Guarantee.UNSUPPORTED, 0L));

    DeletionReceipt published = unable.idle().get(0);
    assertThat(published.getStage()).isEqualTo(PUBLISHED);
    assertThat(published.getOutstanding()).singleElement().asString().contains("Learner mule");
    assertThat(unable.idle()).isEmpty();
    assertThat(unable.pass(Duration.ofDays(25)).idle())
        .extracting(DeletionReceipt::getStage)
        .containsExactly(AT_RISK);
    DeletionReceipt overdue = unable.pass(Duration.ofDays(10)).idle().get(0);
    assertThat(overdue.getStage()).isEqualTo(OVERDUE);
    assertThat(overdue.getOutstanding()).singleElement().asString().contains("Learner mule");
    assertThat(unable.docket().cases()).isEmpty();
    assertThat(Standing.of(unable.docket(), unable.book()).overdue()).isEqualTo(1);
    assertThat(unable.pass(Duration.ofDays(1000)).idle()).isEmpty();
  }

  @Test
  void outcomesWithoutAVersionAreADefect() {
    Lifecycle lifecycle =
        new Lifecycle(
            ReceiptDesk.policy(Fixtures.learners()),
            new TestingHoldings(),
            new InMemoryAnswers(),
            new Docket(),
            ReceiptBook.NEW);
    lifecycle.add(done(deleteSubject("anna"), 1));

    assertThatIllegalStateException().isThrownBy(() -> lifecycle.close(1, Life.START));
  }
}
