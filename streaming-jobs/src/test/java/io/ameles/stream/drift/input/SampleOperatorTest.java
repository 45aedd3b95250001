package io.ameles.stream.drift.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.Barriers;
import io.ameles.stream.decode.Position;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.ledger.ChangeCodec;
import io.ameles.stream.state.CodecSerializer;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class SampleOperatorTest {
  private static final int PER_EPOCH = 10;

  @Test
  void allSubtasksTogetherPassOnWhatAnEpochMayHave() throws Exception {
    int passed = 0;
    for (int subtask = 0; subtask < 2; subtask++) {
      try (var harness = start(PER_EPOCH, 2, subtask)) {
        process(harness, Changes.learned(0, 100, 0));
        Barriers.pass(harness, 1);
        process(harness, Changes.learned(100, 200, 0));
        assertThat(harness.extractOutputValues())
            .containsExactlyElementsOf(
                Stream.concat(
                        Changes.learned(0, 5, 0),
                        Stream.of(100, 120, 140, 160, 180)
                            .map(number -> (Change) Changes.learned(number, 0)))
                    .toList());
        passed += harness.extractOutputValues().size();
      }
    }
    assertThat(passed).isEqualTo(2 * PER_EPOCH);
  }

  @Test
  void everythingThatIsForgottenPasses() throws Exception {
    try (var harness = start(PER_EPOCH, 1, 0)) {
      process(harness, Changes.forgotten(0, 100, 0));
      Change whole = new Change.Whole(DeletionScope.LABEL, "cat");
      process(harness, Stream.of(whole));
      assertThat(harness.extractOutputValues()).hasSize(101).endsWith(whole);
    }
  }

  @Test
  void thatALabelWasDeletedPassesAndCountsForNothing() throws Exception {
    try (var harness = start(PER_EPOCH, 1, 0)) {
      Change deleted = new Change.Deleted(new Position(0, 0), "r", DeletionScope.LABEL, "cat");
      process(harness, Stream.of(deleted));
      assertThat(harness.extractOutputValues()).containsExactly(deleted);
      process(harness, Changes.learned(0, 100, 0));
      assertThat(harness.extractOutputValues()).hasSize(PER_EPOCH + 1);
    }
  }

  @Test
  void whatIsNotLearnedFromDoesNotPassAndCountsForNothing() throws Exception {
    try (var harness = start(PER_EPOCH, 1, 0)) {
      process(
          harness,
          Stream.of(
              Changes.of("anna", 1, 0, 1, ExampleUse.EVALUATE),
              Changes.of("anna", 1, 0, -1, ExampleUse.EVALUATE),
              new Change.Deleted(new Position(0, 0), "r", DeletionScope.TASK, "zoo")));
      assertThat(harness.extractOutputValues()).isEmpty();
      process(harness, Changes.learned(0, 100, 0));
      assertThat(harness.extractOutputValues()).hasSize(PER_EPOCH);
    }
  }

  @Test
  void nothingIsKept() throws Exception {
    try (var harness = start(PER_EPOCH, 1, 0)) {
      process(harness, Changes.learned(0, 100, 0));
      OperatorSubtaskState state = Barriers.pass(harness, 1);
      assertThat(state.hasState()).isFalse();
    }
  }

  @Test
  void switchedOffItPassesNothingOn() throws Exception {
    try (var harness = start(0, 1, 0)) {
      process(harness, Changes.learned(0, 100, 0));
      process(harness, Changes.forgotten(0, 100, 0));
      process(harness, Stream.of(new Change.Whole(DeletionScope.LABEL, "cat")));
      Barriers.pass(harness, 1);
      process(harness, Changes.learned(100, 200, 0));
      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  private static void process(
      OneInputStreamOperatorTestHarness<Change, Change> harness, Stream<? extends Change> changes)
      throws Exception {
    for (Change change : List.copyOf(changes.toList())) {
      harness.processElement(new StreamRecord<>(change));
    }
  }

  private static OneInputStreamOperatorTestHarness<Change, Change> start(
      int perEpoch, int parallelism, int subtask) throws Exception {
    OneInputStreamOperatorTestHarness<Change, Change> harness =
        new OneInputStreamOperatorTestHarness<>(
            new SampleOperator(perEpoch), 128, parallelism, subtask);
    harness.setup(new CodecSerializer<>(ChangeCodec.INSTANCE));
    harness.open();
    return harness;
  }
}
