package io.ameles.stream.evaluate;

import io.ameles.model.drift.DetectorType;
import io.ameles.schema.ModelMetric;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.state.CodecTypeInfo;
import io.ameles.stream.topic.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
final class DriftOperator extends AbstractStreamOperator<Outgoing>
    implements TwoInputStreamOperator<ErrorRun, Score, Outgoing> {
  private static final long serialVersionUID = 1L;

  // configuration
  private final String model;
  private final ArrayList<DetectorType> types;
  private final long window;

  // runtime
  private transient ListState<DriftWatch.State> savedState;
  private transient SortedMap<String, DriftWatch> watches;
  private transient SingleObjectCodec<ModelMetric> codec;

  /**
   * @param model the model's name
   * @param types of the detectors
   * @param window how many of the latest examples are compared with those before
   */
  DriftOperator(String model, List<DetectorType> types, long window) {
    this.model = model;
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
    codec = SingleObjectCodec.of(ModelMetric.class);
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
    watch(element.getValue().learner()).add(element.getValue());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    Instant now = Instant.ofEpochMilli(getProcessingTimeService().getCurrentProcessingTime());
    watches.forEach(
        (learner, watch) ->
            watch
                .closeEpoch()
                .forEach(
                    fact ->
                        output.collect(
                            new StreamRecord<>(outgoing(checkpointId, learner, fact, now)))));
  }

  private Outgoing outgoing(long epoch, String learner, DriftWatch.Fact fact, Instant now) {
    ModelMetric metric =
        new ModelMetric(model, epoch, learner, fact.name(), fact.tag(), fact.value(), now);
    return new Outgoing(
        (fact.name() + "/" + learner).getBytes(StandardCharsets.UTF_8), codec.encode(metric));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    savedState.update(watches.values().stream().map(DriftWatch::state).toList());
  }
}
