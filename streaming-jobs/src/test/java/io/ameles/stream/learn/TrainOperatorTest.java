package io.ameles.stream.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Contribution;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Position;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.state.CodecSerializer;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrainOperatorTest {
  private static final int BATCH = 3;
  private static final long WAIT_MILLIS = 200;

  @Test
  void changesArriveInMicroBatchesAndNoneIsLeftAtTheBarrier() throws Exception {
    try (var harness = start(null, "one", "two")) {
      learn(harness, "a", "b", "c", "d");
      harness.setProcessingTime(WAIT_MILLIS);
      learn(harness, "e");
      assertThat(harness.extractOutputValues()).isEmpty();
      Barriers.pass(harness, 1);

      assertThat(shown(harness)).containsExactly("one: +a,b,c;+d;+e;", "two: +a,b,c;+d;+e;");
      assertThat(harness.extractOutputValues().get(0).solution().facts())
          .containsEntry("length", 13.0);
    }
  }

  @Test
  void parametersGoOutOnceAfterTheStartAndThenOnlyIfSomethingCame() throws Exception {
    try (var harness = start(null, "one")) {
      Barriers.pass(harness, 1);
      Barriers.pass(harness, 2);
      assertThat(harness.extractOutputValues()).hasSize(1);
      learn(harness, "a");
      Barriers.pass(harness, 3);
      assertThat(harness.extractOutputValues()).hasSize(2);
    }
  }

  @Test
  void whatWasNotShownYetIsTakenOutOfTheBatchInstead() throws Exception {
    try (var harness = start(null, "one")) {
      learn(harness, "a", "b");
      retract(harness, "a");
      Barriers.pass(harness, 1);
      retract(harness, "b");
      Barriers.pass(harness, 2);

      assertThat(shown(harness)).containsExactly("one: +b;", "one: +b;-b;");
    }
  }

  @Test
  void deletionsWaitForTheEndOfTheEpochAndAreCarriedOutOnceInTheOrderOfTheRequests()
      throws Exception {
    try (var harness = start(null, "one")) {
      learn(harness, "a", "b", "c");
      retract(harness, "b");
      deleted(harness, 2, "b");
      deleted(harness, 1, "z");
      deleted(harness, 2, "b"); // from another part of the ledger
      learn(harness, "d");
      Barriers.pass(harness, 1);
      Barriers.pass(harness, 2);

      assertThat(shown(harness))
          .containsExactly("one: +a,b,c;+d;-b;forget z shown ;forget b shown b;");
    }
  }

  @Test
  void everySubjectOfOneRequestIsForgotten() throws Exception {
    try (var harness = start(null, "one")) {
      deleted(harness, 1, "a");
      deleted(harness, 1, "b");
      deleted(harness, 1, "a"); // from another part of the ledger
      Barriers.pass(harness, 1);

      assertThat(shown(harness)).containsExactly("one: forget a shown ;forget b shown ;");
    }
  }

  @Test
  void onlyExamplesOfTheTargetAreShownWithADeletion() throws Exception {
    try (var harness = start(null, "one")) {
      learn(harness, "a", "b", "c");
      retract(harness, "c", "b", "a");
      harness.processElement(
          new StreamRecord<>(
              new Change.Deleted(
                  new Position(0, 1),
                  "r",
                  DeletionScope.SUBJECT,
                  Fixtures.subject("anna").toHex())));
      deleted(harness, 2, "c");
      Barriers.pass(harness, 1);

      assertThat(shown(harness).get(0))
          .endsWith("shown c,b,a;forget c shown c;")
          .startsWith("one: +a,b,c;-c,b,a;forget ");
    }
  }

  @Test
  void trainingGoesOnFromACheckpoint() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(null, "one", "two")) {
      learn(harness, "a");
      state = Barriers.pass(harness, 1);
    }
    for (int restart = 0; restart < 3; restart++) {
      try (var harness = start(state, "one", "two")) {
        state = Barriers.pass(harness, 2 + restart);
        assertThat(shown(harness)).containsExactly("one: +a;", "two: +a;");
      }
    }
    try (var harness = start(state, "one", "two")) {
      learn(harness, "b");
      Barriers.pass(harness, 9);
      assertThat(shown(harness)).containsExactly("one: +a;+b;", "two: +a;+b;");
    }
  }

  @Test
  void whatIsDroppedWholeIsNoneOfItsBusinessUntilTheDeletionSaysSo() throws Exception {
    try (var harness = start(null, "one")) {
      harness.processElement(new StreamRecord<>(new Change.Whole(DeletionScope.LABEL, "a")));
      deleted(harness, 1, "a");
      Barriers.pass(harness, 1);
      assertThat(shown(harness)).containsExactly("one: forget a shown ;");
    }
  }

  private static List<String> shown(OneInputStreamOperatorTestHarness<Change, Trained> harness) {
    return harness.extractOutputValues().stream()
        .map(trained -> trained.learner() + ": " + trained.solution().head().labels().get(0))
        .toList();
  }

  private static void learn(
      OneInputStreamOperatorTestHarness<Change, Trained> harness, String... labels)
      throws Exception {
    for (String label : labels) {
      add(harness, Contribution.learned(label, null, Fixtures.VECTOR));
    }
  }

  private static void retract(
      OneInputStreamOperatorTestHarness<Change, Trained> harness, String... labels)
      throws Exception {
    for (String label : labels) {
      add(harness, Contribution.forgotten(label, null, Fixtures.VECTOR));
    }
  }

  private static void add(
      OneInputStreamOperatorTestHarness<Change, Trained> harness, Contribution contribution)
      throws Exception {
    harness.processElement(
        new StreamRecord<>(
            new Change.Example(
                Fixtures.subject("anna"),
                Fixtures.example("1"),
                ExampleUse.TRAIN,
                0,
                contribution)));
  }

  private static void deleted(
      OneInputStreamOperatorTestHarness<Change, Trained> harness, long offset, String label)
      throws Exception {
    harness.processElement(
        new StreamRecord<>(
            new Change.Deleted(new Position(0, offset), "request", DeletionScope.LABEL, label)));
  }

  private static OneInputStreamOperatorTestHarness<Change, Trained> start(
      @Nullable OperatorSubtaskState state, String... learners) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new TrainOperator(
                List.of(learners).stream()
                    .map(RecordingLearner::new)
                    .map(SequentialLearner.class::cast)
                    .toList(),
                TensorDevice.CPU,
                BATCH,
                Duration.ofMillis(WAIT_MILLIS)));
    harness.setup(new CodecSerializer<>(TrainedCodec.INSTANCE));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }
}
