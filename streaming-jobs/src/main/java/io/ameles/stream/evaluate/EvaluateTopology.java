package io.ameles.stream.evaluate;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.drift.DetectorType;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.learn.Heads;
import io.ameles.stream.state.CodecTypeInfo;
import io.ameles.stream.topic.Outgoing;
import io.ameles.stream.topic.OutgoingCodec;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The stage that scores: parallel scoring, one scoreboard. */
public final class EvaluateTopology {
  private EvaluateTopology() {}

  /**
   * @param model the model's name
   * @param examples seen for the first time
   * @param versions with which to score what comes after them
   * @param device where to score
   * @param step the value of one quantization step
   * @param batchSize examples of a full batch
   * @param batchWait how long a lone example may wait
   * @param window how many of the latest examples the windowed accuracy looks at, at least
   * @param detectors that watch the errors for drift
   * @return metrics
   */
  public static DataStream<Outgoing> of(
      String model,
      DataStream<Arrival> examples,
      DataStream<Heads> versions,
      TensorDevice device,
      double step,
      int batchSize,
      Duration batchWait,
      long window,
      List<DetectorType> detectors) {
    SingleOutputStreamOperator<Score> scores =
        examples
            .connect(versions.broadcast())
            .transform(
                "evaluate",
                CodecTypeInfo.of(ScoreCodec.INSTANCE),
                new EvaluateOperator(device, step, batchSize, batchWait))
            .uid("evaluate");
    DataStream<Outgoing> drift =
        scores
            .getSideOutput(EvaluateOperator.ERRORS)
            .connect(scores)
            .transform(
                "drift",
                CodecTypeInfo.of(OutgoingCodec.INSTANCE),
                new DriftOperator(model, detectors, window))
            .uid("drift")
            .setParallelism(1);
    return scores
        .transform(
            "scoreboard",
            CodecTypeInfo.of(OutgoingCodec.INSTANCE),
            new ScoreboardOperator(model, window))
        .uid("scoreboard")
        .setParallelism(1)
        .union(drift);
  }
}
