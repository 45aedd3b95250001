package io.ameles.stream.evaluate;

import static io.ameles.stream.evaluate.Animals.cats;
import static io.ameles.stream.evaluate.Animals.dogs;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.learn.mean.NearestMean;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.ModelMetric;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.state.CodecSerializer;
import io.ameles.stream.topic.Outgoing;
import io.ameles.stream.topic.OutgoingCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScoreboardOperatorTest {
  private static final Instant NOW = Instant.ofEpochMilli(1_000);

  @Test
  void accuraciesAreReportedAtTheBarrier() throws Exception {
    try (var harness = start(null)) {
      harness.processElement(new StreamRecord<>(dogs(4, 3)));
      assertThat(harness.extractOutputValues()).isEmpty();
      Barriers.pass(harness, 7);

      assertThat(metrics(harness))
          .containsExactlyInAnyOrder(
              metric(7, "accuracy.overall", null, 0.75),
              metric(7, "accuracy.window", null, 0.75),
              metric(7, "accuracy.label", "dog", 0.75),
              metric(7, "accuracy.task", "zoo", 0.75));
      assertThat(harness.extractOutputValues())
          .extracting(outgoing -> new String(outgoing.key(), UTF_8))
          .contains("accuracy.overall");
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

      assertThat(metrics(harness))
          .containsExactlyInAnyOrder(
              metric(20, "accuracy.overall", null, 0.5),
              metric(20, "accuracy.window", null, 0.5),
              metric(20, "accuracy.label", "cat", 0.5));
    }
  }

  private static ModelMetric metric(long epoch, String name, @Nullable String tag, double value) {
    return new ModelMetric(Fixtures.MODEL, epoch, NearestMean.TYPE, name, tag, value, NOW);
  }

  private static List<ModelMetric> metrics(
      OneInputStreamOperatorTestHarness<Score, Outgoing> harness) throws MalformedEventException {
    SingleObjectCodec<ModelMetric> codec = SingleObjectCodec.of(ModelMetric.class);
    List<ModelMetric> metrics = new ArrayList<>();
    for (Outgoing outgoing : harness.extractOutputValues()) {
      metrics.add(codec.decode(outgoing.value()));
    }
    return metrics;
  }

  private static OneInputStreamOperatorTestHarness<Score, Outgoing> start(
      @Nullable OperatorSubtaskState state) throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(new ScoreboardOperator(Fixtures.MODEL, 10));
    harness.setup(new CodecSerializer<>(OutgoingCodec.INSTANCE));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(NOW.toEpochMilli());
    return harness;
  }
}
