package io.ameles.stream.metric;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.schema.ModelMetric;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.Fixtures;
import io.ameles.stream.state.CodecSerializer;
import io.ameles.stream.topic.Outgoing;
import io.ameles.stream.topic.OutgoingCodec;
import java.time.Instant;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class MetricOperatorTest {
  @Test
  void everyFactIsARecordAtOnce() throws Exception {
    try (var harness = start()) {
      harness.processElement(
          new StreamRecord<>(new MeasuredFact(7, "ridge", "accuracy.label", "cat", 0.75, 1_000)));
      harness.processElement(
          new StreamRecord<>(MeasuredFact.ofJob(7, "events.received", 9, 2_000)));

      SingleObjectCodec<ModelMetric> codec = SingleObjectCodec.of(ModelMetric.class);
      Outgoing first = harness.extractOutputValues().get(0);
      assertThat(new String(first.key(), UTF_8)).isEqualTo("accuracy.label/ridge");
      assertThat(codec.decode(first.value()))
          .isEqualTo(
              new ModelMetric(
                  Fixtures.MODEL,
                  7L,
                  "ridge",
                  "accuracy.label",
                  "cat",
                  0.75,
                  Instant.ofEpochMilli(1_000)));
      Outgoing second = harness.extractOutputValues().get(1);
      assertThat(new String(second.key(), UTF_8)).isEqualTo("events.received");
      assertThat(codec.decode(second.value()).getLearner()).isNull();
    }
  }

  private static OneInputStreamOperatorTestHarness<MeasuredFact, Outgoing> start()
      throws Exception {
    var harness = new OneInputStreamOperatorTestHarness<>(new MetricOperator(Fixtures.MODEL));
    harness.setup(new CodecSerializer<>(OutgoingCodec.INSTANCE));
    harness.open();
    return harness;
  }
}
