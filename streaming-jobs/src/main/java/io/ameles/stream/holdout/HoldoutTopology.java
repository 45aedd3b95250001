package io.ameles.stream.holdout;

import io.ameles.model.device.TensorDevice;
import io.ameles.stream.learn.Heads;
import io.ameles.stream.ledger.EvaluationChange;
import io.ameles.stream.ledger.TagDeletion;
import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.metric.MeasuredFactCodec;
import io.ameles.stream.state.CodecTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;

/** The stage that asks every version about what is only evaluated on; one subtask. */
public final class HoldoutTopology {
  private HoldoutTopology() {}

  /**
   * @param changes of the examples that are evaluated on
   * @param deleted labels and tasks that were deleted
   * @param learned what was learned from, and how it was predicted before
   * @param versions to ask
   * @param device where to score
   * @param step the value of one quantization step
   * @param batchSize examples of a full batch
   * @param perTag how many examples of a task, or of a label without one, are kept at most
   * @return what was measured
   */
  public static DataStream<MeasuredFact> of(
      DataStream<EvaluationChange> changes,
      DataStream<TagDeletion> deleted,
      DataStream<HoldoutFact> learned,
      DataStream<Heads> versions,
      TensorDevice device,
      double step,
      int batchSize,
      int perTag) {
    return changes
        .map(
            change -> (HoldoutFact) new HoldoutFact.Changed(change),
            CodecTypeInfo.of(HoldoutFactCodec.INSTANCE))
        .uid("evaluation-changes")
        .union(learned, deletions(deleted))
        .connect(versions)
        .transform(
            "holdout",
            CodecTypeInfo.of(MeasuredFactCodec.INSTANCE),
            new HoldoutOperator(device, step, batchSize, perTag))
        .uid("holdout")
        .setParallelism(1);
  }

  private static DataStream<HoldoutFact> deletions(DataStream<TagDeletion> deleted) {
    return deleted
        .map(
            deletion -> (HoldoutFact) HoldoutFact.Deleted.of(deletion),
            CodecTypeInfo.of(HoldoutFactCodec.INSTANCE))
        .uid("deleted-rows");
  }
}
