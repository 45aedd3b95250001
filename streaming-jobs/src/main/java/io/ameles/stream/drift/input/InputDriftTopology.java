package io.ameles.stream.drift.input;

import io.ameles.stream.ledger.Change;
import io.ameles.stream.ledger.ChangeCodec;
import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.metric.MeasuredFactCodec;
import io.ameles.stream.state.CodecTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The stage that watches the input: picking in parallel, one watch. */
public final class InputDriftTopology {
  private InputDriftTopology() {}

  /**
   * @param changes of the ledger
   * @param settings whether and how closely to watch
   * @return what was found
   */
  public static DataStream<MeasuredFact> of(DataStream<Change> changes, InputDrift settings) {
    return changes
        .transform(
            "sample",
            CodecTypeInfo.of(ChangeCodec.INSTANCE),
            new SampleOperator(settings.space() == null ? 0 : settings.perEpoch()))
        .uid("sample")
        .transform(
            "input-drift",
            CodecTypeInfo.of(MeasuredFactCodec.INSTANCE),
            new InputDriftOperator(settings.space(), settings.watch()))
        .uid("input-drift")
        .setParallelism(1);
  }
}
