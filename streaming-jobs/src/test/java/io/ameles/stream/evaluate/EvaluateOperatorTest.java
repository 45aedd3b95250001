package io.ameles.stream.evaluate;

import static io.ameles.stream.evaluate.Animals.cat;
import static io.ameles.stream.evaluate.Animals.cats;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.Quantization;
import io.ameles.stream.Barriers;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.learn.Heads;
import io.ameles.stream.state.CodecSerializer;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvaluateOperatorTest {
  private static final int BATCH = 2;
  private static final Duration WAIT = Duration.ofMillis(200);

  @Test
  void eventsOfAnEpochAreScoredWithAnEarlierVersion() throws Exception {
    try (var harness = start(null, 1, 0)) {
      version(harness, Animals.wrong(1));
      example(harness);
      Barriers.pass(harness, 1);
      example(harness);
      version(harness, Animals.right(2));
      example(harness);
      example(harness);
      Barriers.pass(harness, 2);
      example(harness);
      Barriers.pass(harness, 3);

      assertThat(harness.extractOutputValues()).containsExactly(cats(3, 0), cats(1, 1));
    }
  }

  @Test
  void versionThatPredictsSurvivesARestart() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(null, 1, 0)) {
      version(harness, Animals.right(1));
      state = Barriers.pass(harness, 1);
    }
    try (var harness = start(state, 1, 0)) {
      example(harness);
      version(harness, Animals.wrong(2));
      Barriers.pass(harness, 2);

      assertThat(harness.extractOutputValues()).containsExactly(cats(1, 1));
    }
  }

  @Test
  void subtasksThatAreAddedLaterHaveTheVersionToo() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(null, 1, 0)) {
      version(harness, Animals.right(1));
      state = Barriers.pass(harness, 1);
    }
    for (int subtask = 0; subtask < 2; subtask++) {
      var part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(state, 128, 1, 2, subtask);
      try (var harness = start(part, 2, subtask)) {
        example(harness);
        Barriers.pass(harness, 2);

        assertThat(harness.extractOutputValues()).containsExactly(cats(1, 1));
      }
    }
  }

  @Test
  void checkpointHoldsOneVersionHoweverManyRestarts() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(null, 1, 0)) {
      version(harness, Animals.right(1));
      state = Barriers.pass(harness, 1);
    }
    long size = state.getStateSize();
    for (int restart = 0; restart < 3; restart++) {
      try (var harness = start(state, 1, 0)) {
        version(harness, Animals.wrong(restart + 2));
        state = Barriers.pass(harness, restart + 2);
      }
    }

    assertThat(state.getStateSize()).isEqualTo(size);
  }

  @Test
  void whatIsLeftAtTheEndOfTheInputIsScored() throws Exception {
    try (var harness = start(null, 1, 0)) {
      version(harness, Animals.right(1));
      Barriers.pass(harness, 1);
      example(harness);
      harness.getOperator().finish();

      assertThat(harness.extractOutputValues()).containsExactly(cats(1, 1));
    }
  }

  private static void example(TwoInputStreamOperatorTestHarness<Arrival, Heads, Score> harness)
      throws Exception {
    harness.processElement1(new StreamRecord<>(cat()));
  }

  private static void version(
      TwoInputStreamOperatorTestHarness<Arrival, Heads, Score> harness, Heads heads)
      throws Exception {
    harness.processElement2(new StreamRecord<>(heads));
  }

  private static TwoInputStreamOperatorTestHarness<Arrival, Heads, Score> start(
      @Nullable OperatorSubtaskState state, int parallelism, int subtask) throws Exception {
    var harness =
        new TwoInputStreamOperatorTestHarness<>(
            new EvaluateOperator(TensorDevice.CPU, Quantization.DEFAULT.step(), BATCH, WAIT),
            128,
            parallelism,
            subtask);
    harness.setup(new CodecSerializer<>(ScoreCodec.INSTANCE));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }
}
