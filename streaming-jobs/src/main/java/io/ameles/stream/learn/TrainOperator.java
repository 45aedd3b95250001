package io.ameles.stream.learn;

import io.ameles.model.AmelesException;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.Trainer;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.state.CodecTypeInfo;
import io.ameles.stream.state.FlinkFlushTrigger;
import io.ameles.stream.state.FlinkRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Trains every sequential learner, one subtask for the model: steps depend on one another, and the
 * engine trains one at a time anyway. Parameters live on the device and are copied to state at the
 * barrier only.
 */
public final class TrainOperator extends AbstractStreamOperator<Trained>
    implements OneInputStreamOperator<Change, Trained> {
  private static final long serialVersionUID = 1L;

  // configuration
  private final ArrayList<SequentialLearner> learners;
  private final TensorDevice device;
  private final int batchSize;
  private final Duration batchWait;

  // runtime
  private transient ListState<TrainerState> state;
  private transient Map<String, Trainer> trainers;
  private transient Lessons lessons;
  private transient FlinkFlushTrigger trigger;
  private transient boolean changed;

  /**
   * @param learners all that train on the changes
   * @param device where they compute
   * @param batchSize examples of a full batch
   * @param batchWait how long a lone example may wait
   */
  public TrainOperator(
      List<SequentialLearner> learners, TensorDevice device, int batchSize, Duration batchWait) {
    this.learners = new ArrayList<>(learners);
    this.device = device;
    this.batchSize = batchSize;
    this.batchWait = batchWait;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "trainers", CodecTypeInfo.of(TrainerStateCodec.INSTANCE)));
    Map<String, byte[]> restored = new HashMap<>();
    for (TrainerState known : state.get()) {
      restored.put(known.learner(), known.snapshot());
    }
    trainers = new LinkedHashMap<>();
    for (SequentialLearner learner : learners) {
      trainers.put(learner.name(), open(learner, restored.get(learner.name())));
    }
  }

  private Trainer open(SequentialLearner learner, byte @Nullable [] snapshot) {
    try {
      return learner.open(device, snapshot);
    } catch (AmelesException e) {
      throw FlinkRefusal.unlessTransient(e);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    lessons = new Lessons();
    changed = true; // whoever makes versions needs the parameters once, even if they stay
    trigger = new FlinkFlushTrigger(batchSize, batchWait, getProcessingTimeService(), this::train);
  }

  private void train() {
    attempt(() -> lessons.flush(trainers.values()));
  }

  private static void attempt(Runnable training) {
    try {
      training.run();
    } catch (AmelesException e) {
      throw FlinkRefusal.unlessTransient(e);
    }
  }

  @Override
  public void processElement(StreamRecord<Change> element) {
    changed = true;
    if (lessons.add(element.getValue())) {
      trigger.added();
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    passOn();
  }

  @Override
  public void finish() throws Exception {
    passOn();
    super.finish();
  }

  private void passOn() {
    trigger.flushNow();
    attempt(() -> lessons.conclude(trainers.values()));
    if (changed) {
      trainers.forEach(
          (learner, trainer) ->
              output.collect(new StreamRecord<>(new Trained(learner, trainer.solution()))));
      changed = false;
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    List<TrainerState> snapshots = new ArrayList<>();
    trainers.forEach(
        (learner, trainer) -> snapshots.add(new TrainerState(learner, trainer.snapshot())));
    state.update(snapshots);
  }

  @Override
  public void close() throws Exception {
    if (trainers != null) {
      trainers.values().forEach(Trainer::close);
      trainers = null;
    }
    super.close();
  }
}
