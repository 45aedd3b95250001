package io.ameles.stream.metric;

import io.ameles.schema.ModelMetric;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.topic.Outgoing;
import java.time.Instant;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Makes records of facts, at once, so that those of an epoch are in the transaction of its
 * checkpoint; and shows the newest value of each to the engine's reporters. Stateless: after a
 * restart a gauge is there again when its fact comes again.
 */
final class MetricOperator extends AbstractStreamOperator<Outgoing>
    implements OneInputStreamOperator<MeasuredFact, Outgoing> {
  private static final long serialVersionUID = 1L;

  // configuration
  private final String model;

  // runtime
  private transient FlinkGauges gauges;
  private transient SingleObjectCodec<ModelMetric> codec;

  /**
   * @param model the model's name
   */
  MetricOperator(String model) {
    this.model = model;
  }

  @Override
  public void open() throws Exception {
    super.open();
    gauges = new FlinkGauges(getMetricGroup());
    codec = SingleObjectCodec.of(ModelMetric.class);
  }

  @Override
  public void processElement(StreamRecord<MeasuredFact> element) {
    MeasuredFact fact = element.getValue();
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
}
