package io.ameles.stream.ledger;

import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionScope;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.Expiry;
import io.ameles.stream.decode.LedgerInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A ledger without an engine, spread over subtasks as the operator is: what names a subject goes to
 * that subject's subtask, the rest to all of them.
 */
final class TestingLedger {
  /** What every learner of the fixtures can drop whole. */
  static final Set<DeletionScope> DROPPABLE = Set.of(DeletionScope.LABEL);

  final RecordingOutput output = new RecordingOutput();
  private final List<Subtask> subtasks = new ArrayList<>();

  TestingLedger(LedgerMode mode, int parallelism) {
    for (int i = 0; i < parallelism; i++) {
      subtasks.add(new Subtask(mode, output));
    }
  }

  void receive(LedgerInput input) {
    if (input instanceof Expiry || (input instanceof Deletion all && all.subject() == null)) {
      subtasks.forEach(subtask -> subtask.receive(input));
    } else {
      subtaskOf(input.subjectKey()).receive(input);
    }
  }

  void receiveAll(Iterable<? extends LedgerInput> inputs) {
    inputs.forEach(this::receive);
  }

  LedgerState stateOf(Pseudonym subject) {
    return subtaskOf(subject).stateOf(subject);
  }

  private Subtask subtaskOf(Pseudonym subject) {
    return subtasks.get(Math.floorMod(subject.low(), subtasks.size()));
  }

  private static final class Subtask {
    private final Map<Pseudonym, LedgerState> states = new HashMap<>();
    private final Tombstones tombstones = new InMemoryTombstones();
    private final Ledger ledger;

    Subtask(LedgerMode mode, LedgerOutput output) {
      ledger = new Ledger(mode, Fixtures.EVENTS_TOPIC, DROPPABLE, tombstones, output);
    }

    LedgerState stateOf(Pseudonym subject) {
      return states.computeIfAbsent(subject, key -> new InMemoryLedgerState(key));
    }

    void receive(LedgerInput input) {
      if (input instanceof Arrival arrival) {
        ledger.arrive(arrival, stateOf(arrival.subject()));
      } else if (input instanceof Expiry expiry) {
        expire(expiry.cutoff());
      } else if (input instanceof Deletion deletion && deletion.subject() != null) {
        ledger.forget(deletion, stateOf(deletion.subjectKey()));
      } else if (input instanceof Deletion deletion) {
        forgetEverywhere(deletion);
      }
    }

    private void forgetEverywhere(Deletion deletion) {
      Ledger.Sweep sweep = ledger.begin(deletion);
      if (sweep != null) {
        states.values().forEach(state -> ledger.forgetAmong(sweep, state));
        ledger.conclude(sweep);
      }
    }

    private void expire(long cutoff) {
      if (!tombstones.expired(cutoff)) {
        tombstones.putRetentionCutoff(cutoff);
        states.values().forEach(ledger::expire);
      }
    }
  }
}
