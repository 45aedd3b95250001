package io.ameles.stream.drift;

import io.ameles.model.drift.DetectorType;
import io.ameles.stream.evaluate.ErrorRun;
import io.ameles.stream.evaluate.Score;
import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.metric.MeasuredFactCodec;
import io.ameles.stream.state.CodecTypeInfo;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The stage that watches the errors of the learners; one subtask. */
public final class DriftTopology {
  private DriftTopology() {}

  /**
   * @param errors one outcome after the other
   * @param scores by label and task, and what was deleted of them
   * @param detectors that watch the errors
   * @param window how many of the latest examples are compared with those before
   * @return what was found
   */
  public static DataStream<MeasuredFact> of(
      DataStream<ErrorRun> errors,
      DataStream<Score> scores,
      List<DetectorType> detectors,
      long window) {
    return errors
        .connect(scores)
        .transform(
            "drift",
            CodecTypeInfo.of(MeasuredFactCodec.INSTANCE),
            new DriftOperator(detectors, window))
        .uid("drift")
        .setParallelism(1);
  }
}
