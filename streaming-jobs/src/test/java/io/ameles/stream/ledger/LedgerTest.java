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
import io.ameles.model.embed.QuantizedVector;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.Expiry;
import io.ameles.stream.decode.LostRecord;
import io.ameles.stream.decode.Position;
import org.junit.jupiter.api.Test;

/** Each rule of mode contributions, one sentence at a time. */
class LedgerTest {
  private static final QuantizedVector OTHER =
      QuantizedVector.of((short) 9, (short) 9, (short) 9, (short) 9);

  private final TestingLedger ledger = new TestingLedger(LedgerMode.CONTRIBUTIONS, 1);
  private final RecordingOutput output = ledger.output;

  @Test
  void firstEventIsLearnedAndReportedAsFirstSeen() {
    Arrival arrival = event("anna", "1").task("zoo").build();
    ledger.receive(arrival);

    assertThat(output.contributions()).containsExactly(learned("cat", "zoo", VECTOR));
    assertThat(output.firstSeen).containsExactly(arrival);
    assertThat(output.tally).isEqualTo(Tally.learned(ExampleUse.TRAIN));
  }

  @Test
  void sameExampleIdOfAnotherSubjectIsAnotherExample() {
    ledger.receive(event("anna", "1").build());
    ledger.receive(event("bert", "1").label("dog").position(0, 1).build());

    assertThat(output.tally).isEqualTo(new Tally(2, 0, 0, 0, 0, 2));
  }

  @Test
  void sameEventAgainIsADuplicateAndNotSeenFirst() {
    ledger.receive(event("anna", "1").build());
    ledger.receive(event("anna", "1").build());
    ledger.receive(event("anna", "1").position(1, 5).build());

    assertThat(output.contributions()).hasSize(1);
    assertThat(output.firstSeen).hasSize(1);
    assertThat(output.lost).isEmpty();
    assertThat(output.tally).isEqualTo(new Tally(1, 2, 0, 0, 0, 1));
  }

  @Test
  void higherRevisionTakesThePlaceOfTheLower() {
    ledger.receive(event("anna", "1").build());
    ledger.receive(
        event("anna", "1").revision(1).position(0, 1).label("dog").vector(OTHER).build());

    assertThat(output.contributions())
        .containsExactly(
            learned("cat", null, VECTOR),
            forgotten("cat", null, VECTOR),
            learned("dog", null, OTHER));
    assertThat(output.firstSeen).hasSize(1);
    assertThat(output.tally).isEqualTo(new Tally(2, 0, 0, 0, 0, 1));
  }

  @Test
  void whatIsOnlyEvaluatedOnIsNotShownToLearnersNorScoredBefore() {
    ledger.receive(event("anna", "1").use(ExampleUse.EVALUATE).build());
    ledger.receive(deleteSubject("anna").build());

    assertThat(output.changes).isEmpty();
    assertThat(output.firstSeen).isEmpty();
    assertThat(output.evaluation)
        .extracting(EvaluationChange::correction)
        .containsExactly(false, false);
    assertThat(output.tally).isEqualTo(new Tally(1, 0, 0, 0, 0, 1, 0, 0));
    assertThat(output.outcomes).extracting(Outcome::removed).containsExactly(1L);
  }

  @Test
  void aCorrectionOfTheUseTakesItOutHereAndPutsItInThere() {
    ledger.receive(event("anna", "1").build());
    ledger.receive(event("anna", "1").revision(1).position(0, 1).use(ExampleUse.EVALUATE).build());

    assertThat(output.contributions())
        .containsExactly(learned("cat", null, VECTOR), forgotten("cat", null, VECTOR));
    assertThat(output.evaluation).hasSize(1);
    assertThat(output.tally).isEqualTo(new Tally(2, 0, 0, 0, 0, 0, 0, 1));

    ledger.receive(event("anna", "1").revision(2).position(0, 2).vector(OTHER).build());

    assertThat(output.contributions()).last().isEqualTo(learned("cat", null, OTHER));
    assertThat(output.evaluation)
        .extracting(EvaluationChange::correction)
        .containsExactly(false, true);
    assertThat(output.tally).isEqualTo(new Tally(3, 0, 0, 0, 0, 1));
  }

  @Test
  void twoEventsThatDifferInTheirUseContradictEachOther() {
    ledger.receive(event("anna", "1").position(0, 1).build());
    ledger.receive(event("anna", "1").position(0, 2).use(ExampleUse.EVALUATE).build());
    assertThat(output.lost).hasSize(1);
    assertThat(output.evaluation).isEmpty();
    ledger.receive(event("anna", "1").position(0, 0).use(ExampleUse.EVALUATE).build());

    assertThat(output.lost).hasSize(2);
    assertThat(output.tally).isEqualTo(new Tally(1, 0, 0, 2, 0, 0, 0, 1));
  }

  @Test
  void lowerRevisionThatComesLateIsADuplicate() {
    ledger.receive(event("anna", "1").revision(2).build());
    ledger.receive(event("anna", "1").revision(1).label("dog").position(0, 1).build());

    assertThat(output.contributions()).hasSize(1);
    assertThat(output.tally).isEqualTo(new Tally(1, 1, 0, 0, 0, 1));
  }

  @Test
  void ofTwoThatContradictEachOtherTheLaterInKafkaIsSetAside() {
    ledger.receive(event("anna", "1").position(0, 3).build());
    ledger.receive(event("anna", "1").position(0, 7).label("dog").build());

    assertThat(output.contributions()).containsExactly(learned("cat", null, VECTOR));
    LostRecord lost = output.lost.get(0);
    assertThat(lost.topic()).isEqualTo(Fixtures.EVENTS_TOPIC);
    assertThat(lost.code()).isEqualTo(DeadLetterCode.CONFLICTING_CONTENT);
    assertThat(lost.position()).isEqualTo(new Position(0, 7));
    assertThat(lost.message()).contains("partition 0 offset 3").doesNotContain("dog");
    assertThat(lost.payload()).isNull();
    assertThat(output.tally).isEqualTo(new Tally(1, 0, 0, 1, 0, 1));
  }

  @Test
  void ofTwoThatContradictEachOtherTheLaterInKafkaIsDisplacedIfItCameFirst() {
    ledger.receive(event("anna", "1").position(1, 2).label("dog").build());
    ledger.receive(event("anna", "1").position(0, 9).build());

    assertThat(output.contributions())
        .containsExactly(
            learned("dog", null, VECTOR),
            forgotten("dog", null, VECTOR),
            learned("cat", null, VECTOR));
    assertThat(output.lost.get(0).position()).isEqualTo(new Position(1, 2));
    assertThat(output.lost.get(0).message()).contains("partition 0 offset 9");
    assertThat(output.tally).isEqualTo(new Tally(1, 0, 0, 1, 0, 1));
  }

  @Test
  void everyPartOfTheContentCanContradict() {
    ledger.receive(event("anna", "1").build());
    ledger.receive(event("anna", "1").position(0, 1).label("dog").build());
    ledger.receive(event("anna", "1").position(0, 2).task("zoo").build());
    ledger.receive(event("anna", "1").position(0, 3).occurredAt(1).build());
    ledger.receive(event("anna", "1").position(0, 4).vector(OTHER).build());

    assertThat(output.lost).hasSize(4);
  }

  @Test
  void duplicateThatLiesEarlierLendsItsPosition() {
    ledger.receive(event("anna", "1").position(0, 5).build());
    ledger.receive(event("anna", "1").position(0, 1).build());
    ledger.receive(event("anna", "1").position(0, 3).label("dog").build());

    assertThat(output.lost.get(0).position()).isEqualTo(new Position(0, 3));
    assertThat(output.tally).isEqualTo(new Tally(1, 1, 0, 1, 0, 1));
  }

  @Test
  void deletionOfASubjectTakesAwayWhatItCovers() {
    ledger.receive(event("anna", "1").occurredAt(5).build());
    ledger.receive(event("anna", "2").occurredAt(6).build());
    ledger.receive(event("bert", "1").occurredAt(5).build());
    ledger.receive(deleteSubject("anna").upTo(5).build());

    assertThat(output.contributions()).last().isEqualTo(forgotten("cat", null, VECTOR));
    assertThat(output.outcomes)
        .containsExactly(
            Outcome.done(
                deleteSubject("anna").upTo(5).request(),
                deleteSubject("anna").upTo(5).build().subject(),
                1));
    assertThat(output.tally).isEqualTo(new Tally(3, 0, 0, 0, 1, 2));
  }

  @Test
  void deletionBeforeItsExampleCoversItOnArrival() {
    ledger.receive(deleteSubject("anna").upTo(5).build());
    ledger.receive(event("anna", "1").occurredAt(5).build());
    ledger.receive(event("anna", "2").occurredAt(6).build());

    assertThat(output.outcomes.get(0).removed()).isZero();
    assertThat(output.firstSeen).extracting(Arrival::example).containsExactly(example("2"));
    assertThat(output.tally).isEqualTo(new Tally(1, 0, 1, 0, 0, 1));
  }

  @Test
  void repeatedDeletionRemovesNothing() {
    ledger.receive(event("anna", "1").build());
    for (var deletion :
        new Fixtures.DeletionBuilder[] {
          deleteSubject("anna"), deleteExamples("anna", "1"), deleteLabel("cat")
        }) {
      ledger.receive(deletion.build());
      ledger.receive(deletion.build());
    }

    assertThat(output.outcomes)
        .extracting(Outcome::removed)
        .containsExactly(1L, 0L, 0L, 0L, 0L, 0L);
    assertThat(output.contributions()).hasSize(2);
  }

  @Test
  void deletionOfAnUnknownSubjectRemovesNothingAndIsNotRefused() {
    ledger.receive(deleteSubject("nobody").build());

    assertThat(output.outcomes)
        .containsExactly(
            Outcome.done(
                deleteSubject("nobody").request(), deleteSubject("nobody").build().subject(), 0));
    assertThat(output.contributions()).isEmpty();
  }

  @Test
  void deletionOfExamplesLeavesTheOthersAlone() {
    ledger.receive(event("anna", "1").build());
    ledger.receive(event("anna", "2").position(0, 1).build());
    ledger.receive(deleteExamples("anna", "2", "3").build());

    assertThat(output.outcomes.get(0).removed()).isEqualTo(1);
    assertThat(ledger.stateOf(subject("anna")).entry(example("1")))
        .satisfies(entry -> assertThat(entry.isLive()).isTrue());
    ledger.receive(event("anna", "3").position(0, 2).build());
    assertThat(output.tally).isEqualTo(new Tally(2, 0, 1, 0, 1, 1));
  }

  @Test
  void deletionOfALabelOrTaskGoesThroughEverySubject() {
    ledger.receive(event("anna", "1").task("zoo").build());
    ledger.receive(event("bert", "1").label("dog").task("zoo").position(0, 1).build());
    ledger.receive(event("carl", "1").label("dog").position(0, 2).build());
    ledger.receive(deleteTask("zoo").build());
    ledger.receive(deleteLabel("dog").build());

    assertThat(output.outcomes).extracting(Outcome::removed).containsExactly(2L, 1L);
    assertThat(output.tally.live()).isZero();
  }

  @Test
  void aDeletedTaskIsToldWithTheNewestOfItsExamplesThatStay() {
    ledger.receive(event("anna", "1").task("zoo").occurredAt(3).build());
    ledger.receive(event("anna", "2").task("zoo").occurredAt(7).position(0, 1).build());
    ledger.receive(event("bert", "3").task("zoo").occurredAt(9).position(0, 2).build());
    ledger.receive(event("bert", "4").task("zoo").occurredAt(20).use(ExampleUse.EVALUATE).build());
    ledger.receive(event("bert", "5").task("farm").occurredAt(30).position(0, 3).build());
    ledger.receive(deleteTask("zoo").upTo(5).build());

    assertThat(output.deletedTags)
        .containsExactly(new TagDeletion(DeletionScope.TASK, "zoo", 5, 9));
  }

  @Test
  void aDeletedLabelIsToldWithTheNewestOfItsExamplesWithoutATask() {
    ledger.receive(event("anna", "1").occurredAt(7).build());
    ledger.receive(event("anna", "2").task("zoo").occurredAt(9).position(0, 1).build());
    ledger.receive(deleteLabel("cat").upTo(5).build());

    assertThat(output.deletedTags)
        .containsExactly(new TagDeletion(DeletionScope.LABEL, "cat", 5, 7));
  }

  @Test
  void aTaskDeletedAgainIsToldAgainOnlyIfThatIsNews() {
    ledger.receive(deleteTask("zoo").upTo(5).build());
    ledger.receive(deleteTask("zoo").upTo(5).build());
    ledger.receive(deleteTask("zoo").upTo(4).build());
    ledger.receive(deleteTask("zoo").permanent(true).build());

    assertThat(output.deletedTags)
        .containsExactly(
            new TagDeletion(DeletionScope.TASK, "zoo", 5, Long.MIN_VALUE),
            new TagDeletion(DeletionScope.TASK, "zoo", Long.MAX_VALUE, Long.MIN_VALUE));
  }

  @Test
  void permanentDeletionCoversTheFuture() {
    ledger.receive(deleteLabel("cat").permanent(true).build());
    ledger.receive(event("anna", "1").occurredAt(Long.MAX_VALUE).build());

    assertThat(output.tally).isEqualTo(Tally.COVERED);
  }

  @Test
  void correctionToALabelThatIsNotDeletedBringsAnExampleBack() {
    ledger.receive(deleteLabel("cat").permanent(true).build());
    ledger.receive(event("anna", "1").build());
    ledger.receive(event("anna", "1").revision(1).label("dog").position(0, 1).build());
    ledger.receive(event("anna", "1").position(0, 2).build());

    assertThat(output.contributions()).containsExactly(learned("dog", null, VECTOR));
    assertThat(output.tally).isEqualTo(new Tally(1, 1, 1, 0, 0, 1));
  }

  @Test
  void correctionToADeletedLabelTakesTheExampleAway() {
    ledger.receive(deleteLabel("dog").permanent(true).build());
    ledger.receive(event("anna", "1").build());
    ledger.receive(event("anna", "1").revision(1).label("dog").position(0, 1).build());

    assertThat(output.contributions())
        .containsExactly(learned("cat", null, VECTOR), forgotten("cat", null, VECTOR));
    assertThat(output.tally).isEqualTo(new Tally(1, 0, 1, 0, 0, 0));
  }

  @Test
  void retentionRemovesTheOldAndNothingComesBack() {
    ledger.receive(event("anna", "1").occurredAt(4).build());
    ledger.receive(event("anna", "2").occurredAt(5).build());
    ledger.receive(new Expiry(4));
    ledger.receive(new Expiry(3));
    ledger.receive(event("anna", "1").occurredAt(4).build());

    assertThat(output.contributions()).last().isEqualTo(forgotten("cat", null, VECTOR));
    assertThat(output.outcomes).isEmpty();
    assertThat(ledger.stateOf(subject("anna")).entries()).containsOnlyKeys(example("2"));
    assertThat(output.tally).isEqualTo(new Tally(2, 0, 1, 0, 1, 1));
  }

  @Test
  void deletionOfASubjectIsPassedOnAfterWhatItTakesAway() {
    ledger.receive(event("anna", "1").build());
    Deletion deletion = deleteSubject("anna").build();
    ledger.receive(deletion);

    assertThat(output.deleted)
        .containsExactly(
            new Change.Deleted(
                deletion.request().position(),
                deletion.request().id(),
                DeletionScope.SUBJECT,
                subject("anna").toHex()));
    assertThat(output.contributions()).last().isEqualTo(forgotten("cat", null, VECTOR));
  }

  @Test
  void deletionOfALabelIsPassedOnByEveryPartAndNotAgainIfItBringsNothingNew() {
    ledger.receive(event("anna", "1").build());
    ledger.receive(deleteLabel("cat").upTo(5).build());
    ledger.receive(deleteLabel("cat").upTo(4).position(0, 9).build());
    ledger.receive(deleteExamples("anna", "1").build());

    assertThat(output.deleted).extracting(Change.Deleted::target).containsExactly("cat");
  }

  private static Contribution learned(String label, String task, QuantizedVector vector) {
    return Contribution.learned(label, task, vector);
  }

  private static Contribution forgotten(String label, String task, QuantizedVector vector) {
    return Contribution.forgotten(label, task, vector);
  }
}
