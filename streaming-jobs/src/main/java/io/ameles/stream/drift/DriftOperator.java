package io.ameles.stream.drift;

import io.ameles.model.drift.DetectorType;
import io.ameles.stream.evaluate.ErrorRun;
import io.ameles.stream.evaluate.Score;
import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.state.CodecTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs a {@link DriftWatch} for every learner, in one subtask, because a detector looks at one
 * outcome after the other. First input: outcomes. Second input: scores by label and task.
 */
final class DriftOperator extends AbstractStreamOperator<MeasuredFact>
    implements TwoInputStreamOperator<ErrorRun, Score, MeasuredFact> {
  private static final long serialVersionUID = 1L;

  // configuration
  private final ArrayList<DetectorType> types;
  private final long window;

  // runtime
  private transient ListState<DriftWatch.State> savedState;
  private transient SortedMap<String, DriftWatch> watches;

  /**
   * @param types of the detectors
   * @param window how many of the latest examples are compared with those before
   */
  DriftOperator(List<DetectorType> types, long window) {
    this.types = new ArrayList<>(types);
    this.window = window;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    savedState =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("drift", CodecTypeInfo.of(DriftStateCodec.INSTANCE)));
    watches = new TreeMap<>();
    for (DriftWatch.State saved : savedState.get()) {
      watch(saved.learner()).restore(saved);
    }
  }

  private DriftWatch watch(String learner) {
    return watches.computeIfAbsent(learner, name -> new DriftWatch(name, types, window));
  }

  @Override
  public void processElement1(StreamRecord<ErrorRun> element) {
    watch(element.getValue().learner()).add(element.getValue());
  }

  @Override
  public void processElement2(StreamRecord<Score> element) {
    Score score = element.getValue();
    if (score.isDeletion()) {
      watches.values().forEach(watch -> watch.add(score));
    } else {
      watch(score.learner()).add(score);
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    watches.forEach(
        (learner, watch) ->
            watch
                .closeEpoch()
                .forEach(
                    fact ->
                        output.collect(
                            new StreamRecord<>(measured(checkpointId, learner, fact, now)))));
  }

  private static MeasuredFact measured(long epoch, String learner, DriftWatch.Fact fact, long now) {
    return new MeasuredFact(epoch, learner, fact.name(), fact.tag(), fact.value(), now);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    savedState.update(watches.values().stream().map(DriftWatch::state).toList());
  }
}
