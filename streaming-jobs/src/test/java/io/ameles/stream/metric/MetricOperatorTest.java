package io.ameles.stream.metric;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.device.TensorDevice;
import io.ameles.schema.ModelMetric;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.schema.metric.MetricCatalog;
import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.state.CodecSerializer;
import io.ameles.stream.topic.Outgoing;
import io.ameles.stream.topic.OutgoingCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  @Test
  void thatSomethingWasForgottenIsNoRecord() throws Exception {
    try (var harness = start()) {
      harness.processElement(
          new StreamRecord<>(MeasuredFact.forgotten(7, "ridge", false, "cat", 1_000)));

      assertThat(harness.extractOutputValues()).isEmpty();
    }
  }

  @Test
  void howTheJobGoesOnIsToldBeforeTheBarrier() throws Exception {
    try (var harness = start()) {
      harness.setProcessingTime(10_000);
      Barriers.pass(harness, 1);
      harness.getOneInputOperator().notifyCheckpointComplete(1);
      harness.setProcessingTime(15_000);
      Barriers.pass(harness, 2);

      List<ModelMetric> told = new ArrayList<>();
      for (Outgoing outgoing : harness.extractOutputValues()) {
        told.add(SingleObjectCodec.of(ModelMetric.class).decode(outgoing.value()));
      }
      assertThat(told)
          .allSatisfy(fact -> assertThat(MetricCatalog.find(fact.getName())).isPresent())
          .filteredOn(fact -> fact.getEpoch() == 2)
          .extracting(ModelMetric::getName)
          .contains(
              "checkpoint.interval-seconds", "checkpoint.duration-seconds", "process.heap-bytes")
          .doesNotContain("device.memory-bytes");
      assertThat(told)
          .filteredOn(fact -> fact.getName().equals("checkpoint.duration-seconds"))
          .extracting(ModelMetric::getValue)
          .as("the harness triggers at 0")
          .containsExactly(10.0);
    }
  }

  private static OneInputStreamOperatorTestHarness<MeasuredFact, Outgoing> start()
      throws Exception {
    var harness =
        new OneInputStreamOperatorTestHarness<>(
            new MetricOperator(Fixtures.MODEL, TensorDevice.CPU));
    harness.setup(new CodecSerializer<>(OutgoingCodec.INSTANCE));
    harness.open();
    return harness;
  }
}
