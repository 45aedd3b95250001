package io.ameles.stream.ledger;

import static io.ameles.stream.Fixtures.deleteExamples;
import static io.ameles.stream.Fixtures.deleteLabel;
import static io.ameles.stream.Fixtures.deleteSubject;
import static io.ameles.stream.Fixtures.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.identity.Pseudonym;
import io.ameles.stream.Backend;
import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.Expiry;
import io.ameles.stream.decode.LedgerInput;
import io.ameles.stream.decode.Position;
import io.ameles.stream.decode.PseudonymCodec;
import io.ameles.stream.seal.CompactionSchedule;
import io.ameles.stream.state.CodecSerializer;
import io.ameles.stream.state.CodecTypeInfo;
import java.util.List;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the ledger says that the records of what it forgot lie. */
class SourceTrackingTest {
  private static final String ANNA = "anna";

  @Test
  void removedExamplesComeWithTheirPlaces() throws Exception {
    try (Subtask ledger = new Subtask(Backend.HEAP, LedgerMode.CONTRIBUTIONS, null)) {
      ledger.receive(event(ANNA, "1").position(0, 7).build());
      ledger.receive(event(ANNA, "2").position(3, 1).build());
      ledger.receive(event("bert", "1").position(0, 8).build());
      ledger.receive(deleteSubject(ANNA).build());

      assertThat(ledger.removed()).containsExactly(new Position(0, 7), new Position(3, 1));
      assertThat(ledger.covered()).isEmpty();
    }
  }

  @Test
  void otherExamplesOfTheSubjectStay() throws Exception {
    try (Subtask ledger = new Subtask(Backend.HEAP, LedgerMode.CONTRIBUTIONS, null)) {
      ledger.receive(event(ANNA, "1").position(0, 7).build());
      ledger.receive(event(ANNA, "2").position(0, 8).build());
      ledger.receive(deleteExamples(ANNA, "2", "unknown").build());

      assertThat(ledger.removed()).containsExactly(new Position(0, 8));
    }
  }

  /** Of records with one key, compaction keeps the newest: it is that one's place that counts. */
  @ParameterizedTest
  @EnumSource
  void theNewestRecordOfEachPartitionIsNamedAndKnownAfterARestart(Backend backend)
      throws Exception {
    OperatorSubtaskState state;
    try (Subtask ledger = new Subtask(backend, LedgerMode.CONTRIBUTIONS, null)) {
      ledger.receive(event(ANNA, "1").position(1, 5).build());
      ledger.receive(event(ANNA, "1").position(1, 9).build()); // a duplicate
      ledger.receive(event(ANNA, "1").position(0, 3).build()); // one in another partition
      ledger.receive(event(ANNA, "1").position(1, 7).build()); // one between, read late
      ledger.receive(event(ANNA, "2").position(2, 4).revision(1).build());
      ledger.receive(event(ANNA, "2").position(2, 6).revision(0).build()); // older, and sent later
      ledger.receive(event(ANNA, "3").position(2, 8).revision(0).build());
      ledger.receive(event(ANNA, "3").position(2, 9).revision(1).build()); // a correction
      state = Barriers.pass(ledger.harness, 1);
    }
    try (Subtask ledger = new Subtask(backend, LedgerMode.CONTRIBUTIONS, state)) {
      ledger.receive(deleteSubject(ANNA).build());

      assertThat(ledger.removed())
          .containsExactly(
              new Position(0, 3), new Position(1, 9), new Position(2, 6), new Position(2, 9));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsKeptBesidesTheLedgerOfExamplesThatWereSentOnce(Backend backend) throws Exception {
    List<LedgerInput> once =
        List.of(
            event(ANNA, "1").position(0, 1).build(),
            event(ANNA, "2").position(0, 2).build(),
            event(ANNA, "2").position(0, 3).revision(1).build());
    try (Subtask ledger = new Subtask(backend, LedgerMode.CONTRIBUTIONS, null)) {
      for (LedgerInput input : once) {
        ledger.receive(input);
      }
      if (backend == Backend.HEAP) { // the harness counts on the heap only
        // Per subject: entries and contents.
        assertThat(ledger.harness.numKeyedStateEntries()).isEqualTo(2);
      }
      ledger.receive(event(ANNA, "1").position(0, 4).build());
      ledger.receive(deleteSubject(ANNA).permanent(true).build());
      ledger.receive(event(ANNA, "1").position(0, 5).build());
      if (backend == Backend.HEAP) {
        // The tombstone alone.
        assertThat(ledger.harness.numKeyedStateEntries()).isEqualTo(1);
      }
    }
  }

  @Test
  void whatIsCoveredOnArrivalIsErasedWithoutAReceipt() throws Exception {
    try (Subtask ledger = new Subtask(Backend.HEAP, LedgerMode.CONTRIBUTIONS, null)) {
      ledger.receive(deleteSubject(ANNA).build());
      ledger.receive(event(ANNA, "1").position(0, 1).build()); // never learned
      ledger.receive(event(ANNA, "1").position(0, 2).build()); // again
      ledger.receive(deleteSubject("bert").permanent(true).build());
      ledger.receive(event("bert", "1").position(0, 3).build());
      ledger.receive(deleteLabel("emu").build());
      ledger.receive(event("carl", "1").label("emu").position(0, 4).build());

      assertThat(ledger.covered())
          .containsExactly(
              new Position(0, 1), new Position(0, 2), new Position(0, 3), new Position(0, 4));
      assertThat(ledger.removed()).isEmpty();
    }
  }

  @Test
  void aCorrectionThatIsCoveredTakesAllRecordsOfItsExampleAlong() throws Exception {
    try (Subtask ledger = new Subtask(Backend.HEAP, LedgerMode.CONTRIBUTIONS, null)) {
      ledger.receive(event(ANNA, "1").position(0, 1).build());
      ledger.receive(deleteLabel("emu").build());
      ledger.receive(event(ANNA, "1").revision(1).label("emu").position(2, 5).build());

      assertThat(ledger.covered()).containsExactly(new Position(0, 1), new Position(2, 5));
    }
  }

  @Test
  void retentionErasesAsWell() throws Exception {
    try (Subtask ledger = new Subtask(Backend.HEAP, LedgerMode.CONTRIBUTIONS, null)) {
      ledger.receive(event(ANNA, "1").position(0, 1).occurredAt(1).build());
      ledger.receive(event(ANNA, "2").position(0, 2).occurredAt(9).build());
      ledger.receive(new Expiry(5));
      ledger.receive(event("bert", "1").position(0, 3).occurredAt(5).build());

      assertThat(ledger.covered()).containsExactly(new Position(0, 1), new Position(0, 3));
    }
  }

  @Test
  void ofALabelEverySubjectsExamplesAreNamedInPartsThatAreNotTooLarge() throws Exception {
    int examples = 25_000;
    try (Subtask ledger = new Subtask(Backend.HEAP, LedgerMode.CONTRIBUTIONS, null)) {
      for (int i = 0; i < examples; i++) {
        ledger.receive(event("subject-" + i % 100, "" + i).position(0, i).build());
      }
      ledger.receive(deleteLabel("cat").build());

      List<Outcome> outcomes = Barriers.side(ledger.harness, LedgerOperator.OUTCOMES);
      assertThat(outcomes).hasSize(3);
      assertThat(outcomes).allSatisfy(part -> assertThat(part.applied()).isTrue());
      assertThat(outcomes.stream().mapToLong(Outcome::removed).sum()).isEqualTo(examples);
      assertThat(ledger.removed()).doesNotHaveDuplicates().hasSize(examples);
    }
  }

  @Test
  void whatIsRefusedIsNotErased() throws Exception {
    try (Subtask ledger = new Subtask(Backend.HEAP, LedgerMode.DIGESTS, null)) {
      ledger.receive(event(ANNA, "1").position(0, 1).digested());
      ledger.receive(deleteSubject(ANNA).build());

      assertThat(Barriers.side(ledger.harness, LedgerOperator.OUTCOMES))
          .singleElement()
          .satisfies(outcome -> assertThat(outcome.applied()).isFalse());
      assertThat(ledger.removed()).isEmpty();
      ledger.receive(
          deleteSubject(ANNA)
              .bringing(List.of(event(ANNA, "1").position(9, 9).digested()))
              .build());
      assertThat(ledger.removed()).containsExactly(new Position(0, 1));
    }
  }

  private static final class Subtask implements AutoCloseable {
    final KeyedTwoInputStreamOperatorTestHarness<Pseudonym, LedgerInput, LedgerInput, Change>
        harness;

    Subtask(Backend backend, LedgerMode mode, @Nullable OperatorSubtaskState state)
        throws Exception {
      KeySelector<LedgerInput, Pseudonym> none = null; // the second input is broadcast
      harness =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              new LedgerOperator(
                  mode,
                  Fixtures.EVENTS_TOPIC,
                  TestingLedger.DROPPABLE,
                  new CompactionSchedule(1),
                  true),
              LedgerInput::subjectKey,
              none,
              CodecTypeInfo.of(PseudonymCodec.INSTANCE),
              LedgerSubtasks.MAX_PARALLELISM,
              1,
              0);
      harness.setStateBackend(backend.create());
      harness.setup(new CodecSerializer<>(ChangeCodec.INSTANCE));
      if (state != null) {
        harness.initializeState(state);
      }
      harness.open();
    }

    void receive(LedgerInput input) throws Exception {
      if (input instanceof Expiry || (input instanceof Deletion all && all.subject() == null)) {
        harness.processElement2(new StreamRecord<>(input));
      } else {
        harness.processElement1(new StreamRecord<>(input));
      }
    }

    List<Position> removed() {
      return Barriers.side(harness, LedgerOperator.OUTCOMES).stream()
          .flatMap(outcome -> outcome.sources().stream())
          .toList();
    }

    List<Position> covered() {
      return Barriers.side(harness, LedgerOperator.SOURCES);
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }
}
