package io.ameles.stream.metric;

import io.ameles.model.device.DeviceMemory;
import io.ameles.model.device.TensorDevice;
import io.ameles.schema.ModelMetric;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.topic.Outgoing;
import java.time.Instant;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Makes records of facts, at once, so that those of an epoch are in the transaction of its
 * checkpoint; and shows the newest value of each to the engine's reporters, as long as what it is
 * about is not forgotten. Before every barrier it adds how the job itself goes on. Stateless: after
 * a restart a gauge is there again when its fact comes again.
 */
final class MetricOperator extends AbstractStreamOperator<Outgoing>
    implements OneInputStreamOperator<MeasuredFact, Outgoing> {
  private static final long serialVersionUID = 1L;

  // configuration
  private final String model;
  private final TensorDevice device;

  // runtime
  private transient FlinkGauges gauges;
  private transient Pulse pulse;
  private transient SingleObjectCodec<ModelMetric> codec;
  private transient long triggeredAt; // of the newest checkpoint; there is one at a time

  /**
   * @param model the model's name
   * @param device whose memory is watched
   */
  MetricOperator(String model, TensorDevice device) {
    this.model = model;
    this.device = device;
  }

  @Override
  public void open() throws Exception {
    super.open();
    gauges = new FlinkGauges(getMetricGroup(), this::now);
    pulse = new Pulse();
    codec = SingleObjectCodec.of(ModelMetric.class);
  }

  private long now() {
    return getProcessingTimeService().getCurrentProcessingTime();
  }

  @Override
  public void processElement(StreamRecord<MeasuredFact> element) {
    MeasuredFact fact = element.getValue();
    if (fact.isForgotten()) {
      gauges.forget(fact);
    } else {
      pulse.see(fact);
      tell(fact);
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    long now = now();
    pulse.close(checkpointId, now).forEach(this::tell);
    tell(checkpointId, "process.heap-bytes", (double) ProcessMemory.heap(), now);
    ProcessMemory.resident()
        .ifPresent(bytes -> tell(checkpointId, "process.resident-bytes", (double) bytes, now));
    DeviceMemory.of(device)
        .ifPresent(
            memory -> {
              tell(checkpointId, "device.memory-bytes", (double) memory.used(), now);
              tell(checkpointId, "device.memory-share", memory.share(), now);
            });
  }

  private void tell(long epoch, String name, double value, long now) {
    tell(MeasuredFact.ofJob(epoch, name, value, now));
  }

  private void tell(MeasuredFact fact) {
    gauges.show(fact);
    output.collect(new StreamRecord<>(new Outgoing(fact.key(), codec.encode(metric(fact)))));
  }

  private ModelMetric metric(MeasuredFact fact) {
    return new ModelMetric(
        model,
        fact.epoch(),
        fact.learner(),
        fact.name(),
        fact.tag(),
        fact.value(),
        Instant.ofEpochMilli(fact.measuredAt()));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    triggeredAt = context.getCheckpointTimestamp();
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    long now = now();
    gauges.checkpointCompleted(now);
    pulse.completed(Math.max(0, now - triggeredAt)); // another machine's clock may be ahead
  }
}
