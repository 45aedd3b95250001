package io.ameles.stream.evaluate;

import static io.ameles.stream.evaluate.Animals.cats;
import static io.ameles.stream.evaluate.Animals.dogs;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.learn.mean.NearestMean;
import io.ameles.schema.DeletionScope;
import io.ameles.stream.Barriers;
import io.ameles.stream.ledger.TagDeletion;
import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.metric.MeasuredFactCodec;
import io.ameles.stream.state.CodecSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScoreboardOperatorTest {
  private static final long NOW = 1_000;

  @Test
  void accuraciesAreReportedAtTheBarrier() throws Exception {
    try (var harness = start(null)) {
      harness.processElement(new StreamRecord<>(dogs(4, 3)));
      assertThat(harness.extractOutputValues()).isEmpty();
      Barriers.pass(harness, 7);

      assertThat(harness.extractOutputValues())
          .containsExactlyInAnyOrder(
              fact(7, "accuracy.overall", null, 0.75),
              fact(7, "accuracy.window", null, 0.75),
              fact(7, "accuracy.label", "dog", 0.75),
              fact(7, "accuracy.task", "zoo", 0.75));
    }
  }

  @Test
  void totalsAndWindowSurviveRestartsAndDoNotGrow() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(null)) {
      harness.processElement(new StreamRecord<>(cats(4, 0)));
      state = Barriers.pass(harness, 1);
    }
    long size = state.getStateSize();
    for (int restart = 0; restart < 10; restart++) {
      try (var harness = start(state)) {
        state = Barriers.pass(harness, restart + 2);
      }
    }
    assertThat(state.getStateSize()).isEqualTo(size);
    try (var harness = start(state)) {
      harness.processElement(new StreamRecord<>(cats(4, 4)));
      Barriers.pass(harness, 20);

      assertThat(harness.extractOutputValues())
          .containsExactlyInAnyOrder(
              fact(20, "accuracy.overall", null, 0.5),
              fact(20, "accuracy.window", null, 0.5),
              fact(20, "accuracy.label", "cat", 0.5));
    }
  }

  @Test
  void whatIsForgottenIsSaidForThoseWhoShowIt() throws Exception {
    try (var harness = start(null)) {
      harness.processElement(new StreamRecord<>(Score.forgotten(NearestMean.TYPE, "dog")));
      harness.processElement(
          new StreamRecord<>(Score.deleted(new TagDeletion(DeletionScope.TASK, "zoo", 0, 9))));
      Barriers.pass(harness, 7);

      assertThat(harness.extractOutputValues())
          .containsExactlyInAnyOrder(
              MeasuredFact.forgotten(7, NearestMean.TYPE, false, "dog", NOW),
              MeasuredFact.forgotten(7, null, true, "zoo", NOW));
    }
  }

  private static MeasuredFact fact(long epoch, String name, @Nullable String tag, double value) {
    return new MeasuredFact(epoch, NearestMean.TYPE, name, tag, value, NOW);
  }

  private static OneInputStreamOperatorTestHarness<Score, MeasuredFact> start(
      @Nullable OperatorSubtaskState state) throws Exception {
    var harness = new OneInputStreamOperatorTestHarness<>(new ScoreboardOperator(10));
    harness.setup(new CodecSerializer<>(MeasuredFactCodec.INSTANCE));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(NOW);
    return harness;
  }
}
