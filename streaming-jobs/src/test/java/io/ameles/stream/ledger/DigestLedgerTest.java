package io.ameles.stream.ledger;

import static io.ameles.stream.Fixtures.VECTOR;
import static io.ameles.stream.Fixtures.deleteExamples;
import static io.ameles.stream.Fixtures.deleteLabel;
import static io.ameles.stream.Fixtures.deleteSubject;
import static io.ameles.stream.Fixtures.deleteTask;
import static io.ameles.stream.Fixtures.event;
import static io.ameles.stream.Fixtures.example;
import static io.ameles.stream.Fixtures.subject;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Contribution;
import io.ameles.schema.DeletionScope;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is different in mode digests. */
class DigestLedgerTest {
  private final TestingLedger ledger = new TestingLedger(LedgerMode.DIGESTS, 1);
  private final RecordingOutput output = ledger.output;

  @Test
  void deletionThatBringsTheExampleSubtractsIt() {
    Arrival sent = event("anna", "1").digested();
    ledger.receive(sent);
    ledger.receive(deleteSubject("anna").bringing(List.of(sent)).build());

    assertThat(output.contributions())
        .last()
        .isEqualTo(Contribution.forgotten("cat", null, VECTOR));
    assertThat(output.outcomes.get(0).removed()).isEqualTo(1);
  }

  @Test
  void deletionThatBringsNothingIsRefusedAndChangesNothing() {
    ledger.receive(event("anna", "1").digested());
    ledger.receive(deleteExamples("anna", "1").build());

    assertThat(onlyRefusal().code()).isEqualTo("EXAMPLES_NOT_BROUGHT");
    assertThat(onlyRefusal().target()).isEqualTo(example("1").toHex());
    assertThat(output.changes).hasSize(1);
    assertThat(ledger.stateOf(subject("anna")).tombstone(example("1"))).isNull();
  }

  @Test
  void whatWasNeverAddedCannotBeSubtracted() {
    ledger.receive(event("anna", "1").digested());
    Arrival forged = event("anna", "1").label("dog").digested();
    ledger.receive(deleteExamples("anna", "1").bringing(List.of(forged)).build());

    assertThat(onlyRefusal().code()).isEqualTo("EXAMPLE_DIFFERS");
    assertThat(output.changes).hasSize(1);
  }

  @Test
  void subjectIsForgottenWholeOrNotAtAll() {
    Arrival one = event("anna", "1").digested();
    ledger.receive(one);
    ledger.receive(event("anna", "2").position(0, 1).digested());
    ledger.receive(deleteSubject("anna").bringing(List.of(one)).build());

    assertThat(onlyRefusal().target()).isEqualTo(subject("anna").toHex());
    assertThat(output.outcomes.get(0).removed()).isZero();
    assertThat(ledger.stateOf(subject("anna")).tombstone()).isNull();
    assertThat(output.tally.live()).isEqualTo(2);
  }

  @Test
  void examplesAreForgottenOneByOne() {
    Arrival one = event("anna", "1").digested();
    ledger.receive(one);
    ledger.receive(event("anna", "2").position(0, 1).digested());
    ledger.receive(deleteExamples("anna", "1", "2").bringing(List.of(one)).build());

    assertThat(output.outcomes.get(0).removed()).isEqualTo(1);
    assertThat(onlyRefusal().target()).isEqualTo(example("2").toHex());
  }

  @Test
  void exampleThatIsNotCoveredNeedNotBeBrought() {
    ledger.receive(event("anna", "1").occurredAt(6).digested());
    ledger.receive(deleteSubject("anna").upTo(5).build());

    assertThat(output.outcomes)
        .containsExactly(
            Outcome.done(
                deleteSubject("anna").upTo(5).request(),
                deleteSubject("anna").upTo(5).build().subject(),
                0));
  }

  @Test
  void labelIsDroppedWholeAndForEver() {
    ledger.receive(event("anna", "1").digested());
    ledger.receive(deleteLabel("cat").permanent(true).build());
    ledger.receive(event("anna", "2").position(0, 1).digested());

    assertThat(output.changes).last().isEqualTo(new Change.Whole(DeletionScope.LABEL, "cat"));
    assertThat(output.outcomes.get(0).removed()).isEqualTo(1);
    assertThat(output.tally).isEqualTo(new Tally(1, 0, 1, 0, 1, 0));
  }

  @Test
  void labelUpToAnInstantIsRefused() {
    ledger.receive(event("anna", "1").digested());
    ledger.receive(deleteLabel("cat").build());

    assertThat(onlyRefusal().code()).isEqualTo("SCOPE_NEEDS_EXAMPLES");
    assertThat(onlyRefusal().target()).isEqualTo("cat");
    assertThat(output.tally.live()).isEqualTo(1);
  }

  @Test
  void taskThatALearnerCannotDropIsRefused() {
    ledger.receive(event("anna", "1").task("zoo").digested());
    ledger.receive(deleteTask("zoo").permanent(true).build());

    assertThat(onlyRefusal().code()).isEqualTo("SCOPE_NEEDS_EXAMPLES");
    assertThat(output.changes).hasSize(1);
  }

  @Test
  void whatWasLearnedFirstStaysBecauseItCannotBeSubtracted() {
    ledger.receive(event("anna", "1").position(1, 2).digested());
    ledger.receive(event("anna", "1").position(0, 9).label("dog").digested());

    assertThat(output.changes).hasSize(1);
    assertThat(output.lost.get(0).position()).isEqualTo(new Position(0, 9));
    assertThat(output.lost.get(0).message()).contains("partition 1 offset 2");
  }

  private Outcome.Refused onlyRefusal() {
    List<Outcome.Refused> refusals = output.outcomes.get(0).refusals();
    assertThat(refusals).hasSize(1);
    return refusals.get(0);
  }
}
