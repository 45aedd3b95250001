package io.ameles.stream.evaluate;

import io.ameles.model.device.TensorDevice;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.holdout.HoldoutFact;
import io.ameles.stream.holdout.HoldoutFactCodec;
import io.ameles.stream.learn.Heads;
import io.ameles.stream.learn.HeadsCodec;
import io.ameles.stream.state.CodecTypeInfo;
import io.ameles.stream.state.FlinkFlushTrigger;
import java.time.Duration;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Runs {@link Prequential}. First input: examples seen for the first time. Second input, broadcast:
 * versions. Barriers are aligned, so the version of epoch N is here before barrier N is.
 */
final class EvaluateOperator extends AbstractStreamOperator<Score>
    implements TwoInputStreamOperator<Arrival, Heads, Score> {
  private static final long serialVersionUID = 1L;
  private static final String ACTIVE = "active";

  /** The outcome of every batch. */
  static final OutputTag<ErrorRun> ERRORS =
      new OutputTag<>("errors", CodecTypeInfo.of(ErrorRunCodec.INSTANCE));

  /** What the epoch was about, for those who follow tasks and labels. */
  static final OutputTag<HoldoutFact> TAGS =
      new OutputTag<>("tags", CodecTypeInfo.of(HoldoutFactCodec.INSTANCE));

  // configuration
  private final TensorDevice device;
  private final double step;
  private final int batchSize;
  private final Duration batchWait;

  // runtime
  private transient BroadcastState<String, Heads> activeState;
  private transient Prequential prequential;
  private transient SeenTags tags;
  private transient FlinkFlushTrigger trigger;

  EvaluateOperator(TensorDevice device, double step, int batchSize, Duration batchWait) {
    this.device = device;
    this.step = step;
    this.batchSize = batchSize;
    this.batchWait = batchWait;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    // Broadcast state, because every subtask holds the same and new subtasks need a copy.
    activeState =
        context
            .getOperatorStateStore()
            .getBroadcastState(
                new MapStateDescriptor<>(
                    "heads", Types.STRING, CodecTypeInfo.of(HeadsCodec.INSTANCE)));
  }

  @Override
  public void open() throws Exception {
    super.open();
    prequential =
        new Prequential(device, step, errors -> output.collect(ERRORS, new StreamRecord<>(errors)));
    tags = new SeenTags();
    Heads restored = activeState.get(ACTIVE);
    if (restored != null) {
      prequential.restore(restored);
    }
    trigger =
        new FlinkFlushTrigger(
            batchSize, batchWait, getProcessingTimeService(), prequential::scoreBatch);
  }

  @Override
  public void processElement1(StreamRecord<Arrival> element) {
    prequential.add(element.getValue());
    tags.add(element.getValue());
    trigger.added();
  }

  @Override
  public void processElement2(StreamRecord<Heads> element) {
    prequential.stage(element.getValue());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    closeEpoch();
  }

  @Override
  public void finish() throws Exception {
    closeEpoch();
    super.finish();
  }

  private void closeEpoch() {
    trigger.flushNow();
    prequential.closeEpoch(this::report);
    tags.closeEpoch(fact -> output.collect(TAGS, new StreamRecord<>(fact)));
  }

  private void report(Score score) {
    tags.add(score);
    output.collect(new StreamRecord<>(score));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    Heads active = prequential.active();
    if (active != null) {
      activeState.put(ACTIVE, active);
    }
  }

  @Override
  public void close() throws Exception {
    if (prequential != null) {
      prequential.close();
    }
    super.close();
  }
}
