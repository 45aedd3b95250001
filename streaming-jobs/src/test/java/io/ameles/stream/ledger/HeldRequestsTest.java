package io.ameles.stream.ledger;

import static io.ameles.schema.RequestAction.CONFIRM;
import static io.ameles.schema.RequestAction.DECLINE;
import static io.ameles.schema.RequestAction.FORGET;
import static io.ameles.stream.Fixtures.deleteSubject;
import static io.ameles.stream.Fixtures.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.schema.RequestAction;
import io.ameles.stream.Backend;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.Deletion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deletions of one subject that would remove too much. */
class HeldRequestsTest {
  private final TestingLedger ledger = new TestingLedger(LedgerMode.CONTRIBUTIONS, 2);

  @Test
  void deletionOfMoreThanItMayRemoveChangesNothing() {
    learnThree(ledger);
    assertThat(receive(FORGET, "desk", 2)).isEqualTo("HELD CONFIRMATION_NEEDED");

    assertThat(last().removed()).as("what it would remove").isEqualTo(3);
    assertThat(ledger.output.tally).isEqualTo(new Tally(3, 0, 0, 0, 0, 3));
    assertThat(ledger.output.changes).hasSize(3);
    assertThat(ledger.output.deleted).isEmpty();
    assertThat(ledger.stateOf(Fixtures.subject("anna")).tombstone()).isNull();
  }

  @Test
  void deletionOfNoMoreThanItMayRemoveIsCarriedOut() {
    learnThree(ledger);
    assertThat(receive(FORGET, "desk", 3)).isEqualTo("APPLIED");
    assertThat(ledger.output.tally.live()).isZero();
  }

  @Test
  void confirmationBySomebodyElseCarriesItOutOnce() {
    learnThree(ledger);
    receive(FORGET, "desk", 2);
    assertThat(receive(CONFIRM, "boss", 2)).isEqualTo("APPLIED");
    assertThat(last().removed()).isEqualTo(3);
    assertThat(ledger.output.tally.live()).isZero();
    assertThat(receive(CONFIRM, "boss", 2)).isEqualTo("REFUSED NOTHING_PENDING");
  }

  @Test
  void confirmationBySamePersonIsRefused() {
    learnThree(ledger);
    receive(FORGET, "desk", 2);
    receive(FORGET, "accomplice", 2); // the same words by somebody else
    assertThat(receive(CONFIRM, "desk", 2)).isEqualTo("REFUSED SAME_PERSON");
    assertThat(ledger.output.tally.live()).isEqualTo(3);
    assertThat(receive(CONFIRM, "accomplice", 2)).isEqualTo("APPLIED");
  }

  @Test
  void confirmationOfWhatIsNotHeldIsRefused() {
    learnThree(ledger);
    assertThat(receive(CONFIRM, "boss", 0)).isEqualTo("REFUSED NOTHING_PENDING");
    receive(FORGET, "desk", 2);
    Deletion other = deleteSubject("anna").permanent(true).terms(terms(CONFIRM, "boss", 2)).build();
    ledger.receive(other);
    assertThat(said(last())).isEqualTo("REFUSED NOTHING_PENDING");
    assertThat(ledger.output.tally.live()).isEqualTo(3);
  }

  @Test
  void declinedDeletionCannotBeConfirmed() {
    learnThree(ledger);
    receive(FORGET, "desk", 2);
    assertThat(receive(DECLINE, "boss", 2)).isEqualTo("HEEDED");
    assertThat(receive(CONFIRM, "boss", 2)).isEqualTo("REFUSED NOTHING_PENDING");
    assertThat(receive(DECLINE, "boss", 2)).isEqualTo("REFUSED NOTHING_PENDING");
  }

  @Test
  void whatIsCarriedOutBecauseLittleIsLeftIsNotHeldAnyLonger() {
    learnThree(ledger);
    receive(FORGET, "desk", 2);
    assertThat(receive(FORGET, "desk", 3)).isEqualTo("APPLIED");
    assertThat(receive(CONFIRM, "boss", 2)).isEqualTo("REFUSED NOTHING_PENDING");
  }

  @Test
  void inModeDigestsWhatIsNotBroughtIsRefusedRatherThanHeld() {
    TestingLedger digests = new TestingLedger(LedgerMode.DIGESTS, 1);
    Arrival sent = event("anna", "1").digested();
    digests.receive(sent);
    digests.receive(deleteSubject("anna").terms(terms(FORGET, "desk", 0)).build());
    digests.receive(
        deleteSubject("anna").bringing(List.of(sent)).terms(terms(FORGET, "desk", 0)).build());
    digests.receive(deleteSubject("anna").terms(terms(CONFIRM, "boss", 0)).build());
    digests.receive(
        deleteSubject("anna").bringing(List.of(sent)).terms(terms(CONFIRM, "boss", 0)).build());

    assertThat(digests.output.outcomes)
        .extracting(HeldRequestsTest::said)
        .containsExactly(
            "REFUSED EXAMPLES_NOT_BROUGHT",
            "HELD CONFIRMATION_NEEDED",
            "REFUSED EXAMPLES_NOT_BROUGHT",
            "APPLIED");
  }

  @ParameterizedTest
  @EnumSource
  void marksSurviveARestart(Backend backend) throws Exception {
    try (LedgerSubtasks before = LedgerSubtasks.start(LedgerMode.CONTRIBUTIONS, backend, 1)) {
      before.receive(event("anna", "1").build());
      before.receive(deleteSubject("anna").terms(terms(FORGET, "desk", 0)).build());
      var state = before.passBarrier(1);
      try (LedgerSubtasks after =
          new LedgerSubtasks(LedgerMode.CONTRIBUTIONS, backend, 2, state, 1)) {
        after.receive(deleteSubject("anna").terms(terms(CONFIRM, "desk", 0)).build());
        after.receive(deleteSubject("anna").terms(terms(CONFIRM, "boss", 0)).build());

        assertThat(after.side(LedgerOperator.OUTCOMES))
            .extracting(HeldRequestsTest::said)
            .containsExactly("REFUSED SAME_PERSON", "APPLIED");
      }
    }
  }

  private static void learnThree(TestingLedger ledger) {
    for (String example : List.of("1", "2", "3")) {
      ledger.receive(event("anna", example).build());
    }
  }

  private String receive(RequestAction action, String requester, long mostRemoved) {
    ledger.receive(deleteSubject("anna").terms(terms(action, requester, mostRemoved)).build());
    return said(last());
  }

  private Outcome last() {
    return ledger.output.outcomes.get(ledger.output.outcomes.size() - 1);
  }

  private static String said(Outcome outcome) {
    return outcome.refusals().isEmpty()
        ? outcome.disposition().name()
        : outcome.disposition() + " " + outcome.refusals().get(0).code();
  }

  static Deletion.Terms terms(RequestAction action, String requester, long mostRemoved) {
    return new Deletion.Terms(
        action, requester, "", "", Fixtures.RECORDED_AT, 1, null, mostRemoved);
  }
}
