package io.ameles.stream.receipt;

import static io.ameles.stream.Fixtures.deleteExamples;
import static io.ameles.stream.Fixtures.deleteLabel;
import static io.ameles.stream.Fixtures.deleteSubject;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.learn.StateDigest;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import io.ameles.schema.LearnerOutcome;
import io.ameles.schema.ReceiptStatus;
import io.ameles.schema.Refusal;
import io.ameles.stream.Fixtures;
import io.ameles.stream.ledger.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class ReceiptOperatorTest {
  private static final Outcome.Refused REFUSED =
      new Outcome.Refused("cat", "SCOPE_NEEDS_EXAMPLES", "Bring them.");

  @Test
  void receiptSaysWhatTheRequestDid() throws Exception {
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.close(1, "digest one");
      desk.report(deleteSubject("anna").id("r1").position(2, 9).upTo(5).request(), 3);
      DeletionReceipt receipt = desk.close(2, "digest two").get(0);

      assertThat(receipt.getSequence()).isEqualTo(1);
      assertThat(receipt.getModel()).isEqualTo(Fixtures.MODEL);
      assertThat(receipt.getRequestId()).isEqualTo("r1");
      assertThat(receipt.getScope()).isEqualTo(DeletionScope.SUBJECT);
      assertThat(receipt.getTarget()).isEqualTo(Fixtures.subject("anna").toHex());
      assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.COMPLETED);
      assertThat(receipt.getExamplesRemoved()).isEqualTo(3);
      assertThat(receipt.getRepeatOf()).isNull();
      assertThat(receipt.getEpoch()).isEqualTo(2);
      assertThat(receipt.getLearners())
          .containsExactly(
              new LearnerOutcome(
                  NearestMean.TYPE, Guarantee.EXACT, 3L, "digest one", "digest two"));
      assertThat(receipt.getRefusals()).isEmpty();
      assertThat(receipt.getOutOfScope()).isNotEmpty();
      assertThat(receipt.getRequestTopic()).isEqualTo(Fixtures.DELETIONS_TOPIC);
      assertThat(receipt.getRequestPartition()).isEqualTo(2);
      assertThat(receipt.getRequestOffset()).isEqualTo(9);
      assertThat(receipt.getRequestedAt()).isEqualTo(Instant.ofEpochMilli(5));
      assertThat(receipt.getAcceptedAt()).isEqualTo(Instant.ofEpochMilli(Fixtures.RECORDED_AT));
      assertThat(receipt.getAppliedAt()).isEqualTo(Instant.ofEpochMilli(ReceiptDesk.CLOSED_AT));
    }
  }

  @Test
  void beforeTheFirstVersionTheStateWasThatOfNothing() throws Exception {
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(deleteSubject("anna").request(), 1);

      assertThat(desk.close(1, "digest").get(0).getLearners().get(0).getStateDigestBefore())
          .isEqualTo(StateDigest.of(NearestMean.TYPE, Map.of()));
    }
  }

  @Test
  void unknownSubjectIsForgottenCompletely() throws Exception {
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(deleteSubject("nobody").request(), 0);
      DeletionReceipt receipt = desk.close(1, "digest").get(0);

      assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.COMPLETED);
      assertThat(receipt.getExamplesRemoved()).isZero();
    }
  }

  @Test
  void partsOfARequestMakeOneReceipt() throws Exception {
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(deleteLabel("cat").request(), 2);
      desk.report(deleteLabel("cat").request(), 0);
      desk.report(deleteLabel("cat").request(), 5);
      List<DeletionReceipt> receipts = desk.close(1, "digest");

      assertThat(receipts).hasSize(1);
      assertThat(receipts.get(0).getExamplesRemoved()).isEqualTo(7);
    }
  }

  @Test
  void receiptsAreNumberedInTheOrderOfTheRequests() throws Exception {
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(deleteSubject("carl").id("r3").position(1, 0).request(), 0);
      desk.report(deleteSubject("bert").id("r2").position(0, 8).request(), 0);
      desk.report(deleteSubject("anna").id("r1").position(0, 7).request(), 0);

      assertThat(desk.close(1, "digest"))
          .extracting(DeletionReceipt::getRequestId)
          .containsExactly("r1", "r2", "r3");
    }
  }

  @Test
  void sequenceHasNoGapsOverEpochsAndRestarts() throws Exception {
    OperatorSubtaskState state;
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(deleteSubject("anna").id("r1").request(), 0);
      desk.report(deleteSubject("bert").id("r2").position(0, 1).request(), 0);
      assertThat(desk.close(1, "d1"))
          .extracting(DeletionReceipt::getSequence)
          .containsExactly(1L, 2L);
      assertThat(desk.close(2, "d2")).isEmpty();
      state = desk.passBarrier(3);
    }
    try (ReceiptDesk desk = ReceiptDesk.reopen(state)) {
      desk.report(deleteSubject("carl").id("r3").position(0, 2).request(), 0);
      DeletionReceipt receipt = desk.close(4, "d4").get(0);

      assertThat(receipt.getSequence()).isEqualTo(3);
      assertThat(receipt.getLearners().get(0).getStateDigestBefore()).isEqualTo("d2");
    }
  }

  @Test
  void repeatedRequestGetsTheFirstAnswerAgain() throws Exception {
    OperatorSubtaskState state;
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(deleteSubject("anna").request(), 3);
      desk.close(1, "d1");
      state = desk.passBarrier(2);
    }
    try (ReceiptDesk desk = ReceiptDesk.reopen(state)) {
      desk.report(deleteSubject("anna").position(0, 1).request(), 0);
      DeletionReceipt receipt = desk.close(3, "d3").get(0);

      assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.REPEATED);
      assertThat(receipt.getSequence()).isEqualTo(2);
      assertThat(receipt.getRepeatOf()).isEqualTo(1);
      assertThat(receipt.getExamplesRemoved()).isEqualTo(3);
    }
  }

  @Test
  void requestRepeatedWithinAnEpochIsAnsweredOnce() throws Exception {
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(deleteSubject("anna").request(), 3);
      desk.report(deleteSubject("anna").position(0, 1).request(), 0);

      assertThat(desk.close(1, "d1"))
          .extracting(DeletionReceipt::getStatus)
          .containsExactly(ReceiptStatus.COMPLETED, ReceiptStatus.REPEATED);
    }
  }

  @Test
  void whatARequestRemovedIsSaidEvenIfItsRepetitionWasMetFirst() throws Exception {
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(deleteLabel("cat").position(1, 3).request(), 3);
      desk.report(deleteLabel("cat").position(0, 5).request(), 2);
      List<DeletionReceipt> receipts = desk.close(1, "d1");

      assertThat(receipts).extracting(DeletionReceipt::getRequestOffset).containsExactly(5L, 3L);
      assertThat(receipts)
          .extracting(DeletionReceipt::getStatus)
          .containsExactly(ReceiptStatus.COMPLETED, ReceiptStatus.REPEATED);
      assertThat(receipts).extracting(DeletionReceipt::getExamplesRemoved).containsExactly(5L, 5L);
    }
  }

  @Test
  void sameIdThatAsksForSomethingElseIsAnotherRequest() throws Exception {
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(deleteSubject("anna").upTo(1).request(), 3);
      desk.report(deleteSubject("anna").upTo(2).position(0, 1).request(), 1);

      assertThat(desk.close(1, "d1"))
          .extracting(DeletionReceipt::getStatus)
          .containsOnly(ReceiptStatus.COMPLETED);
    }
  }

  @Test
  void refusedRequestMayBeTriedAgain() throws Exception {
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(
          new Outcome(
              deleteLabel("cat").request(),
              Outcome.Disposition.REFUSED,
              null,
              0,
              List.of(REFUSED),
              List.of()));
      DeletionReceipt refused = desk.close(1, "d1").get(0);
      assertThat(refused.getStatus()).isEqualTo(ReceiptStatus.REFUSED);
      assertThat(refused.getRefusals())
          .containsExactly(new Refusal("cat", "SCOPE_NEEDS_EXAMPLES", "Bring them."));

      desk.report(deleteLabel("cat").position(0, 1).request(), 4);
      DeletionReceipt done = desk.close(2, "d2").get(0);
      assertThat(done.getStatus()).isEqualTo(ReceiptStatus.COMPLETED);
      assertThat(done.getExamplesRemoved()).isEqualTo(4);

      desk.report(deleteLabel("cat").position(0, 2).request(), 0);
      assertThat(desk.close(3, "d3").get(0).getRepeatOf()).isEqualTo(2);
    }
  }

  @Test
  void refusalOfEverySubtaskIsSaidOnce() throws Exception {
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(
          new Outcome(
              deleteLabel("cat").request(),
              Outcome.Disposition.REFUSED,
              null,
              0,
              List.of(REFUSED),
              List.of()));
      desk.report(
          new Outcome(
              deleteLabel("cat").request(),
              Outcome.Disposition.REFUSED,
              null,
              0,
              List.of(REFUSED),
              List.of()));

      assertThat(desk.close(1, "d1").get(0).getRefusals()).hasSize(1);
    }
  }

  @Test
  void requestOfWhichSomeWasDoneIsPartial() throws Exception {
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(
          new Outcome(
              deleteExamples("anna", "1", "2").request(),
              Outcome.Disposition.APPLIED,
              null,
              1,
              List.of(REFUSED),
              List.of()));
      DeletionReceipt receipt = desk.close(1, "d1").get(0);

      assertThat(receipt.getStatus()).isEqualTo(ReceiptStatus.PARTIAL);
      assertThat(receipt.getExamplesRemoved()).isEqualTo(1);
    }
  }
}
