package io.ameles.stream.drift;

import io.ameles.model.drift.input.InputSpace;
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
   * @param space of the statistics
   * @param settings with that space
   * @return what was found
   */
  public static DataStream<MeasuredFact> of(
      DataStream<Change> changes, InputSpace space, InputDrift settings) {
    return changes
        .transform(
            "sample",
            CodecTypeInfo.of(ChangeCodec.INSTANCE),
            new SampleOperator(settings.perEpoch()))
        .uid("sample")
        .transform(
            "input-drift",
            CodecTypeInfo.of(MeasuredFactCodec.INSTANCE),
            new InputDriftOperator(space, settings.watch()))
        .uid("input-drift")
        .setParallelism(1);
  }
}
