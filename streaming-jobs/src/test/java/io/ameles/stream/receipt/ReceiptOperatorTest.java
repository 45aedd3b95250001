package io.ameles.stream.receipt;

import static io.ameles.stream.Fixtures.deleteSubject;
import static io.ameles.stream.receipt.Life.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.Fixtures;
import io.ameles.stream.ledger.Outcome;
import io.ameles.stream.metric.MeasuredFact;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;

class ReceiptOperatorTest {
  @Test
  void receiptsAreWrittenBeforeTheBarrierUnderTheRequestId() throws Exception {
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(deleteSubject("anna").id("r1").request(), 3);
      assertThat(desk.written()).isEmpty();
      List<DeletionReceipt> receipts = desk.close(1, "d1");

      assertThat(receipts).extracting(DeletionReceipt::getSequence).containsExactly(1L, 2L);
      assertThat(receipts).extracting(DeletionReceipt::getRecordedAt).containsOnly(Life.START);
    }
  }

  @Test
  void stepsAreTakenInEpochsInWhichNothingWasRead() throws Exception {
    TestingHoldings holdings = TestingHoldings.nothing();
    try (ReceiptDesk desk = ReceiptDesk.open(null, holdings)) {
      desk.report(deleteSubject("anna").request(), 3);
      desk.close(1, "d1");
      desk.passBarrier(2);

      assertThat(desk.written())
          .extracting(DeletionReceipt::getStage)
          .hasToString("[PUBLISHED, SEALED]");
      assertThat(holdings.questions()).containsExactly("published 1", "outstanding 1");
    }
  }

  @Test
  void logGoesOnAfterARestart() throws Exception {
    OperatorSubtaskState state;
    List<DeletionReceipt> all;
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(deleteSubject("anna").id("r1").request(), 0);
      desk.report(deleteSubject("bert").id("r2").position(0, 1).request(), 0);
      desk.version(1, "d1");
      state = desk.passBarrier(1);
      all = desk.written();
    }
    try (ReceiptDesk desk = ReceiptDesk.reopen(state)) {
      desk.report(deleteSubject("carl").id("r3").position(0, 2).request(), 0);
      all.addAll(desk.close(2, "d2"));

      assertThat(all.get(5).getLearners().get(0).getStateDigestBefore()).isEqualTo("d1");
      NaiveLog.requireConsistent(all);
    }
  }

  @Test
  void logThatWentOnAfterTheStateEndsTheJobForGood() throws Exception {
    byte[] newest;
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(deleteSubject("anna").request(), 3);
      newest = SingleObjectCodec.of(DeletionReceipt.class).encode(desk.close(1, "d1").get(1));
    }
    assertThatThrownBy(() -> ReceiptDesk.open(null, () -> List.of(newest)))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .isInstanceOfSatisfying(
            AmelesException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LOG_FORK));
  }

  @Test
  void topicThatCannotBeReadIsTriedAgain() {
    NewestReceipts unreachable =
        () -> {
          throw new AmelesException(ErrorCode.KAFKA, "nobody is there");
        };
    assertThatThrownBy(() -> ReceiptDesk.open(null, unreachable))
        .isInstanceOfSatisfying(
            AmelesException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KAFKA));
  }

  @Test
  void howRequestsStandIsToldWhenItChanges() throws Exception {
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.report(deleteSubject("anna").request(), 3);
      desk.report(Life.held(Fixtures.deleteLabel("cat").position(0, 1), 5));
      desk.setTime(Life.START.plus(Duration.ofHours(1)));
      desk.close(1, "d1");
      assertThat(facts(desk))
          .isEqualTo(
              new TreeMap<>(
                  Map.of(
                      "deletions.pending", 2.0,
                      "deletions.held", 1.0,
                      "deletions.at-risk", 0.0,
                      "deletions.overdue", 0.0,
                      "deletions.oldest-seconds", 3600.0)));
      desk.setTime(Life.START.plus(Duration.ofHours(2)));
      desk.passBarrier(2);
      assertThat(desk.facts()).hasSize(6);
      assertThat(facts(desk)).containsEntry("deletions.oldest-seconds", 7200.0);
      desk.setTime(Life.START.plus(Duration.ofDays(40)));
      desk.passBarrier(3);
      assertThat(facts(desk)).containsEntry("deletions.overdue", 2.0);
    }
  }

  @Test
  void howRequestsStandIsToldAfterEveryStartAndNotWhileNothingWaits() throws Exception {
    OperatorSubtaskState state;
    try (ReceiptDesk desk = ReceiptDesk.open()) {
      desk.passBarrier(1);
      desk.passBarrier(2);
      assertThat(desk.facts()).hasSize(5);
      desk.report(deleteSubject("anna").request(), 3);
      desk.version(3, "d1");
      state = desk.passBarrier(3);
    }
    try (ReceiptDesk desk = ReceiptDesk.open(state, List::of)) {
      desk.passBarrier(4);
      assertThat(facts(desk)).containsEntry("deletions.pending", 1.0).hasSize(5);
    }
  }

  /** With -Dreceipts.burst=100000, how long a large burst takes; most of it is signing. */
  @Test
  void aBurstOfRequestsInOneEpochIsAnswered() throws Exception {
    int requests = Integer.getInteger("receipts.burst", 2_000);
    Life life = new Life(TestingHoldings.nothing(), Fixtures.learners());
    life.read(
        IntStream.range(0, requests)
            .mapToObj(i -> done(deleteSubject("s" + i).id("r" + i).position(0, i), 1))
            .toArray(Outcome[]::new));
    life.idle();

    assertThat(life.all).hasSize(4 * requests);
    assertThat(life.all.get(4 * requests - 1).getSequence()).isEqualTo(4L * requests);
    assertThat(life.docket().cases()).isEmpty();
  }

  private static Map<String, Double> facts(ReceiptDesk desk) {
    Map<String, Double> facts = new TreeMap<>();
    for (MeasuredFact fact : desk.facts()) {
      facts.put(fact.name(), fact.value());
    }
    return facts;
  }
}
