package io.ameles.stream.holdout;

import io.ameles.model.device.TensorDevice;
import io.ameles.stream.learn.Heads;
import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.state.CodecTypeInfo;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs the {@link HoldoutWatch}, one subtask for the model. First input: what happened in the
 * epoch. Second input: versions. Barriers are aligned, so the version of epoch N is here before
 * barrier N is. All state is operator state, which is written anew with every checkpoint, so a
 * checkpoint holds nothing of examples that were deleted before its barrier.
 */
final class HoldoutOperator extends AbstractStreamOperator<MeasuredFact>
    implements TwoInputStreamOperator<HoldoutFact, Heads, MeasuredFact> {
  private static final long serialVersionUID = 1L;

  // configuration
  private final TensorDevice device;
  private final double step;
  private final int batchSize;
  private final int perTag;

  // runtime
  private transient ListState<HeldOut> savedExamples;
  private transient ListState<HoldoutState> savedBoard;
  private transient HoldoutWatch watch;

  /**
   * @param device where to score
   * @param step the value of one quantization step
   * @param batchSize examples of a full batch
   * @param perTag how many examples of a task, or of a label without one, are kept at most
   */
  HoldoutOperator(TensorDevice device, double step, int batchSize, int perTag) {
    this.device = device;
    this.step = step;
    this.batchSize = batchSize;
    this.perTag = perTag;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    OperatorStateStore store = context.getOperatorStateStore();
    savedExamples =
        store.getListState(
            new ListStateDescriptor<>("examples", CodecTypeInfo.of(HeldOutCodec.INSTANCE)));
    savedBoard =
        store.getListState(
            new ListStateDescriptor<>("board", CodecTypeInfo.of(HoldoutStateCodec.INSTANCE)));
    watch = new HoldoutWatch(new Grader(device, step, batchSize), perTag);
    Iterator<HoldoutState> restored = savedBoard.get().iterator();
    if (restored.hasNext()) {
      watch.restore(restored.next(), savedExamples.get());
    }
  }

  @Override
  public void processElement1(StreamRecord<HoldoutFact> element) {
    watch.add(element.getValue());
  }

  @Override
  public void processElement2(StreamRecord<Heads> element) {
    watch.stage(element.getValue());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    for (MeasuredFact fact : watch.closeEpoch(checkpointId, now)) {
      output.collect(new StreamRecord<>(fact));
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    savedExamples.update(watch.examples());
    savedBoard.update(List.of(watch.state()));
  }
}
