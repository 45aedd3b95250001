package io.ameles.stream.metric;

import io.ameles.stream.state.CodecTypeInfo;
import io.ameles.stream.topic.Outgoing;
import io.ameles.stream.topic.OutgoingCodec;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The stage that tells what was measured: all facts go through one operator. */
public final class MetricTopology {
  private MetricTopology() {}

  /**
   * @param model the model's name
   * @param facts of every stage
   * @return records for the metrics topic
   */
  public static DataStream<Outgoing> of(String model, DataStream<MeasuredFact> facts) {
    return facts
        .transform("measure", CodecTypeInfo.of(OutgoingCodec.INSTANCE), new MetricOperator(model))
        .uid("measure")
        .setParallelism(1);
  }
}
