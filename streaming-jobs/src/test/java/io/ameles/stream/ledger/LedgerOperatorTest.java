package io.ameles.stream.ledger;

import static io.ameles.stream.Fixtures.deleteExamples;
import static io.ameles.stream.Fixtures.deleteLabel;
import static io.ameles.stream.Fixtures.deleteSubject;
import static io.ameles.stream.Fixtures.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Contribution;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.Backend;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.Expiry;
import io.ameles.stream.decode.LedgerInput;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerOperatorTest {
  /** Enough that every subtask has several. */
  private static final int SUBJECTS = 20;

  @ParameterizedTest
  @EnumSource
  void everyKindOfStateSurvivesARestart(Backend backend) throws Exception {
    List<LedgerInput> before =
        List.of(
            event("anna", "1").position(0, 1).build(),
            event("bert", "1").position(0, 2).occurredAt(9).build(),
            deleteSubject("carl").upTo(5).build(),
            deleteExamples("dora", "1").upTo(5).build(),
            deleteLabel("emu").upTo(5).build(),
            new Expiry(-5));
    try (LedgerSubtasks ledger = restarted(LedgerMode.CONTRIBUTIONS, backend, before)) {
      ledger.receive(event("anna", "1").position(0, 1).build()); // entry
      ledger.receive(deleteSubject("bert").upTo(9).build()); // content
      ledger.receive(event("carl", "1").build()); // tombstone of a subject
      ledger.receive(event("dora", "1").build()); // tombstone of an example
      ledger.receive(event("eric", "1").label("emu").build()); // tombstone of a label
      ledger.receive(event("fred", "1").occurredAt(-5).build()); // retention
      ledger.passBarrier(2);

      assertThat(ledger.changes())
          .containsExactly(
              new Change.Example(
                  Fixtures.subject("bert"),
                  Fixtures.example("1"),
                  ExampleUse.TRAIN,
                  9,
                  Contribution.forgotten("cat", null, Fixtures.VECTOR)));
      assertThat(ledger.reported()).isEqualTo(new Tally(0, 1, 4, 0, 1, -1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void digestsSurviveARestart(Backend backend) throws Exception {
    Arrival sent = event("anna", "1").digested();
    try (LedgerSubtasks ledger = restarted(LedgerMode.DIGESTS, backend, List.of(sent))) {
      ledger.receive(deleteSubject("anna").build());
      ledger.receive(deleteSubject("anna").bringing(List.of(sent)).build());

      assertThat(ledger.side(LedgerOperator.OUTCOMES))
          .extracting(Outcome::removed)
          .containsExactly(0L, 1L);
      assertThat(ledger.changes()).hasSize(1);
    }
  }

  private static LedgerSubtasks restarted(
      LedgerMode mode, Backend backend, List<LedgerInput> before) throws Exception {
    try (LedgerSubtasks ledger = LedgerSubtasks.start(mode, backend, 1)) {
      ledger.receiveAll(before);
      return new LedgerSubtasks(mode, backend, 1, ledger.passBarrier(1), 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void broadcastDeletionReachesEverySubjectOfEverySubtask(Backend backend) throws Exception {
    try (LedgerSubtasks ledger = LedgerSubtasks.start(LedgerMode.CONTRIBUTIONS, backend, 2)) {
      ledger.receiveAll(everySubject("cat"));
      ledger.receive(deleteLabel("cat").build());
      ledger.passBarrier(1);

      assertThat(ledger.side(LedgerOperator.OUTCOMES))
          .hasSize(2)
          .allSatisfy(outcome -> assertThat(outcome.removed()).isPositive());
      assertThat(ledger.reported()).isEqualTo(new Tally(SUBJECTS, 0, 0, 0, SUBJECTS, 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void retentionReachesEverySubjectOfEverySubtask(Backend backend) throws Exception {
    try (LedgerSubtasks ledger = LedgerSubtasks.start(LedgerMode.CONTRIBUTIONS, backend, 2)) {
      ledger.receiveAll(everySubject("cat"));
      ledger.receive(new Expiry(0));
      ledger.passBarrier(1);

      assertThat(ledger.reported()).isEqualTo(new Tally(SUBJECTS, 0, 0, 0, SUBJECTS, 0));
      assertThat(ledger.side(LedgerOperator.REPORTS))
          .extracting(LedgerReport::retentionCutoff)
          .containsExactly(0L, 0L);
    }
  }

  @Test
  void tombstonesReachSubtasksThatAreAddedLater() throws Exception {
    OperatorSubtaskState state;
    try (LedgerSubtasks one = LedgerSubtasks.start(LedgerMode.CONTRIBUTIONS, Backend.HEAP, 1)) {
      one.receive(deleteLabel("cat").permanent(true).build());
      state = one.passBarrier(1);
    }
    try (LedgerSubtasks three =
        new LedgerSubtasks(LedgerMode.CONTRIBUTIONS, Backend.HEAP, 3, state, 1)) {
      three.receiveAll(everySubject("cat"));
      three.passBarrier(2);

      assertThat(three.reported()).isEqualTo(new Tally(0, 0, SUBJECTS, 0, 0, 0));
    }
  }

  @Test
  void stateDoesNotGrowFromRestartToRestart() throws Exception {
    OperatorSubtaskState state;
    try (LedgerSubtasks ledger = LedgerSubtasks.start(LedgerMode.CONTRIBUTIONS, Backend.HEAP, 1)) {
      ledger.receiveAll(everySubject("cat"));
      ledger.receive(deleteLabel("dog").build());
      ledger.receive(new Expiry(-1));
      state = ledger.passBarrier(1);
    }
    long size = state.getStateSize();
    int before = 1;
    for (int restart = 0; restart < 10; restart++) {
      int parallelism = restart % 2 == 0 ? 2 : 1;
      try (LedgerSubtasks ledger =
          new LedgerSubtasks(LedgerMode.CONTRIBUTIONS, Backend.HEAP, parallelism, state, before)) {
        state = ledger.passBarrier(restart + 2);
        before = parallelism;
      }
    }

    assertThat(state.getStateSize()).isEqualTo(size);
  }

  @Test
  void countsAreReportedAtTheBarrierAndOnce() throws Exception {
    try (LedgerSubtasks ledger = LedgerSubtasks.start(LedgerMode.CONTRIBUTIONS, Backend.HEAP, 1)) {
      ledger.receive(event("anna", "1").build());
      assertThat(ledger.side(LedgerOperator.REPORTS)).isEmpty();
      ledger.passBarrier(1);
      ledger.passBarrier(2);

      assertThat(ledger.side(LedgerOperator.REPORTS))
          .containsExactly(new LedgerReport(Tally.learned(ExampleUse.TRAIN), null, false));
    }
  }

  @Test
  void olderVersionsAreUncleanAfterADeletionWhateverItFound() throws Exception {
    assertThat(removedBy(event("anna", "1").build())).isFalse();
    assertThat(removedBy(deleteSubject("nobody").build())).isTrue();
    assertThat(removedBy(deleteExamples("anna", "9").build())).isTrue();
    assertThat(removedBy(deleteLabel("emu").build())).isTrue();
  }

  @Test
  void olderVersionsAreUncleanAfterARetentionThatRemovedSomethingOnly() throws Exception {
    assertThat(removedBy(new Expiry(-1_000))).isFalse();
    assertThat(removedBy(event("anna", "1").occurredAt(-2_000).build(), new Expiry(-1_000)))
        .isTrue();
  }

  @Test
  void aCorrectionLeavesVersionsUnlessADeletionCoversIt() throws Exception {
    assertThat(removedBy(event("anna", "1").build(), event("anna", "1").revision(1).build()))
        .isFalse();
    try (LedgerSubtasks ledger = LedgerSubtasks.start(LedgerMode.CONTRIBUTIONS, Backend.HEAP, 1)) {
      ledger.receive(deleteSubject("anna").upTo(5).build());
      ledger.receive(event("anna", "1").occurredAt(9).build());
      ledger.passBarrier(1);
      ledger.receive(event("anna", "1").revision(1).occurredAt(5).build());
      ledger.passBarrier(2);
      ledger.receive(event("anna", "2").occurredAt(5).build());
      ledger.passBarrier(3);

      assertThat(ledger.side(LedgerOperator.REPORTS))
          .extracting(LedgerReport::removed)
          .containsExactly(true, true, false);
    }
  }

  @Test
  void aRefusedDeletionLeavesVersions() throws Exception {
    try (LedgerSubtasks ledger = LedgerSubtasks.start(LedgerMode.DIGESTS, Backend.HEAP, 1)) {
      ledger.receive(event("anna", "1").digested());
      ledger.receive(deleteSubject("anna").build());
      ledger.receive(deleteLabel("cat").build());
      ledger.passBarrier(1);

      assertThat(ledger.side(LedgerOperator.REPORTS))
          .extracting(LedgerReport::removed)
          .containsExactly(false);
    }
  }

  private static boolean removedBy(LedgerInput... inputs) throws Exception {
    try (LedgerSubtasks ledger = LedgerSubtasks.start(LedgerMode.CONTRIBUTIONS, Backend.HEAP, 1)) {
      ledger.receiveAll(List.of(inputs));
      ledger.passBarrier(1);
      return ledger.side(LedgerOperator.REPORTS).stream().anyMatch(LedgerReport::removed);
    }
  }

  @Test
  void retentionIsReportedWhenItMovesAndOnce() throws Exception {
    try (LedgerSubtasks ledger = LedgerSubtasks.start(LedgerMode.CONTRIBUTIONS, Backend.HEAP, 1)) {
      ledger.receive(new Expiry(5));
      ledger.receive(new Expiry(4));
      ledger.passBarrier(1);
      ledger.passBarrier(2);
      ledger.receive(new Expiry(6));
      ledger.passBarrier(3);

      assertThat(ledger.side(LedgerOperator.REPORTS))
          .extracting(LedgerReport::retentionCutoff)
          .containsExactly(5L, 6L);
    }
  }

  @Test
  void everythingGoesWhereItBelongs() throws Exception {
    try (LedgerSubtasks ledger = LedgerSubtasks.start(LedgerMode.DIGESTS, Backend.HEAP, 1)) {
      Arrival first = event("anna", "1").digested();
      ledger.receive(first);
      ledger.receive(event("anna", "1").position(0, 1).label("dog").digested());
      ledger.receive(deleteLabel("cat").permanent(true).build());

      assertThat(ledger.side(LedgerOperator.FIRST_SEEN)).containsExactly(first);
      assertThat(ledger.side(LedgerOperator.LOST)).hasSize(1);
      assertThat(ledger.side(LedgerOperator.OUTCOMES)).hasSize(1);
      assertThat(ledger.changes())
          .containsExactly(
              new Change.Example(
                  Fixtures.subject("anna"),
                  Fixtures.example("1"),
                  ExampleUse.TRAIN,
                  0,
                  Contribution.learned("cat", null, Fixtures.VECTOR)),
              new Change.Whole(DeletionScope.LABEL, "cat"));
    }
  }

  private static List<LedgerInput> everySubject(String label) {
    List<LedgerInput> events = new ArrayList<>();
    for (int i = 0; i < SUBJECTS; i++) {
      events.add(event("subject-" + i, "1").label(label).position(0, i).build());
    }
    return events;
  }
}
