package io.ameles.stream.ledger;

import io.ameles.model.identity.Pseudonym;
import io.ameles.stream.Backend;
import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.Expiry;
import io.ameles.stream.decode.LedgerInput;
import io.ameles.stream.decode.PseudonymCodec;
import io.ameles.stream.seal.CompactionSchedule;
import io.ameles.stream.state.CodecSerializer;
import io.ameles.stream.state.CodecTypeInfo;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** The subtasks of a {@link LedgerOperator}, fed as the engine feeds them. */
final class LedgerSubtasks implements AutoCloseable {
  static final int MAX_PARALLELISM = 128;

  private final List<
          KeyedTwoInputStreamOperatorTestHarness<Pseudonym, LedgerInput, LedgerInput, Change>>
      harnesses = new ArrayList<>();

  /**
   * @param state of a checkpoint made by {@code before} subtasks; null for a fresh start
   */
  LedgerSubtasks(
      LedgerMode mode,
      Backend backend,
      int parallelism,
      @Nullable OperatorSubtaskState state,
      int before)
      throws Exception {
    for (int subtask = 0; subtask < parallelism; subtask++) {
      // The second input is broadcast and has no key.
      KeySelector<LedgerInput, Pseudonym> none = null;
      var harness =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              new LedgerOperator(
                  mode, Fixtures.EVENTS_TOPIC, TestingLedger.DROPPABLE, new CompactionSchedule(1)),
              LedgerInput::subjectKey,
              none,
              CodecTypeInfo.of(PseudonymCodec.INSTANCE),
              MAX_PARALLELISM,
              parallelism,
              subtask);
      harnesses.add(harness);
      harness.setStateBackend(backend.create());
      harness.setup(new CodecSerializer<>(ChangeCodec.INSTANCE));
      if (state != null) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, MAX_PARALLELISM, before, parallelism, subtask));
      }
      harness.open();
    }
  }

  static LedgerSubtasks start(LedgerMode mode, Backend backend, int parallelism) throws Exception {
    return new LedgerSubtasks(mode, backend, parallelism, null, parallelism);
  }

  void receive(LedgerInput input) throws Exception {
    if (input instanceof Expiry || (input instanceof Deletion all && all.subject() == null)) {
      for (var harness : harnesses) {
        harness.processElement2(new StreamRecord<>(input));
      }
    } else {
      int subtask =
          KeyGroupRangeAssignment.assignKeyToParallelOperator(
              input.subjectKey(), MAX_PARALLELISM, harnesses.size());
      harnesses.get(subtask).processElement1(new StreamRecord<>(input));
    }
  }

  void receiveAll(Iterable<? extends LedgerInput> inputs) throws Exception {
    for (LedgerInput input : inputs) {
      receive(input);
    }
  }

  OperatorSubtaskState passBarrier(long checkpointId) throws Exception {
    OperatorSubtaskState[] states = new OperatorSubtaskState[harnesses.size()];
    for (int i = 0; i < states.length; i++) {
      states[i] = Barriers.pass(harnesses.get(i), checkpointId);
    }
    return AbstractStreamOperatorTestHarness.repackageState(states);
  }

  int parallelism() {
    return harnesses.size();
  }

  List<Change> changes() {
    return harnesses.stream()
        .flatMap(harness -> harness.extractOutputValues().stream())
        .filter(change -> !(change instanceof Change.Deleted))
        .toList();
  }

  /** Deletions as every subtask passes them on. */
  List<Change.Deleted> deleted() {
    return harnesses.stream()
        .flatMap(harness -> harness.extractOutputValues().stream())
        .filter(Change.Deleted.class::isInstance)
        .map(Change.Deleted.class::cast)
        .toList();
  }

  <T> List<T> side(OutputTag<T> tag) {
    return harnesses.stream().flatMap(harness -> Barriers.side(harness, tag).stream()).toList();
  }

  /** What was reported at the barriers so far. */
  Tally reported() {
    return side(LedgerOperator.REPORTS).stream()
        .map(LedgerReport::tally)
        .reduce(Tally.NONE, Tally::plus);
  }

  @Override
  public void close() throws Exception {
    for (var harness : harnesses) {
      harness.close();
    }
  }
}
