package io.ameles.stream.evaluate;

import io.ameles.model.device.TensorDevice;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.holdout.HoldoutTopology;
import io.ameles.stream.learn.Heads;
import io.ameles.stream.ledger.EvaluationChange;
import io.ameles.stream.ledger.TagDeletion;
import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.metric.MeasuredFactCodec;
import io.ameles.stream.state.CodecTypeInfo;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** The stage that scores: parallel scoring, one scoreboard. */
public final class EvaluateTopology {
  private final DataStream<Score> scores;
  private final DataStream<ErrorRun> errors;
  private final DataStream<MeasuredFact> facts;

  private EvaluateTopology(
      DataStream<Score> scores, DataStream<ErrorRun> errors, DataStream<MeasuredFact> facts) {
    this.scores = scores;
    this.errors = errors;
    this.facts = facts;
  }

  /**
   * @param examples seen for the first time
   * @param evaluated changes of what is only evaluated on
   * @param deleted labels and tasks that were deleted
   * @param versions with which to score what comes after them
   * @param device where to score
   * @param step the value of one quantization step
   * @param batchSize examples of a full batch
   * @param batchWait how long a lone example may wait
   * @param window how many of the latest examples the windowed accuracy looks at, at least
   * @param perTag how many of the examples that are only evaluated on are kept, for each task or
   *     label
   */
  public static EvaluateTopology of(
      DataStream<Arrival> examples,
      DataStream<EvaluationChange> evaluated,
      DataStream<TagDeletion> deleted,
      DataStream<Heads> versions,
      TensorDevice device,
      double step,
      int batchSize,
      Duration batchWait,
      long window,
      int perTag) {
    SingleOutputStreamOperator<Score> predicted =
        examples
            .connect(versions.broadcast())
            .transform(
                "evaluate",
                CodecTypeInfo.of(ScoreCodec.INSTANCE),
                new EvaluateOperator(device, step, batchSize, batchWait))
            .uid("evaluate");
    DataStream<Score> scores =
        predicted.union(
            deleted
                .map(Score::deleted, CodecTypeInfo.of(ScoreCodec.INSTANCE))
                .uid("deleted-scores"));
    DataStream<MeasuredFact> holdout =
        HoldoutTopology.of(
            evaluated,
            deleted,
            predicted.getSideOutput(EvaluateOperator.TAGS),
            versions,
            device,
            step,
            batchSize,
            perTag);
    DataStream<MeasuredFact> scored =
        scores
            .transform(
                "scoreboard",
                CodecTypeInfo.of(MeasuredFactCodec.INSTANCE),
                new ScoreboardOperator(window))
            .uid("scoreboard")
            .setParallelism(1);
    return new EvaluateTopology(
        scores, predicted.getSideOutput(EvaluateOperator.ERRORS), scored.union(holdout));
  }

  /** By label and task, and what was deleted of them. */
  public DataStream<Score> scores() {
    return scores;
  }

  /** One outcome after the other. */
  public DataStream<ErrorRun> errors() {
    return errors;
  }

  /** What was measured. */
  public DataStream<MeasuredFact> facts() {
    return facts;
  }
}
