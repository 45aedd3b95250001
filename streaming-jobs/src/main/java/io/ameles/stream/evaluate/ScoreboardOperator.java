package io.ameles.stream.evaluate;

import io.ameles.schema.ModelMetric;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.state.CodecTypeInfo;
import io.ameles.stream.topic.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Runs the {@link Scoreboard}, one subtask for the model, and reports accuracies as metrics. */
final class ScoreboardOperator extends AbstractStreamOperator<Outgoing>
    implements OneInputStreamOperator<Score, Outgoing> {
  private static final long serialVersionUID = 1L;

  // configuration
  private final String model;
  private final long window;

  // runtime
  private transient ListState<Scoreboard.Entry> savedState;
  private transient Scoreboard board;
  private transient SingleObjectCodec<ModelMetric> codec;

  ScoreboardOperator(String model, long window) {
    this.model = model;
    this.window = window;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    savedState =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "scoreboard", CodecTypeInfo.of(ScoreboardEntryCodec.INSTANCE)));
    codec = SingleObjectCodec.of(ModelMetric.class);
    board = new Scoreboard(window);
    board.restore(savedState.get());
  }

  @Override
  public void processElement(StreamRecord<Score> element) {
    board.add(element.getValue());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    Instant now = Instant.ofEpochMilli(getProcessingTimeService().getCurrentProcessingTime());
    for (Scoreboard.Entry entry : board.closeEpoch()) {
      output.collect(new StreamRecord<>(metric(entry, checkpointId, now)));
    }
  }

  private Outgoing metric(Scoreboard.Entry entry, long epoch, Instant now) {
    Scoreboard.Line line = entry.line();
    String name =
        switch (line.subject()) {
          case OVERALL -> "accuracy.overall";
          case WINDOW -> "accuracy.window";
          case LABEL -> "accuracy.label";
          case TASK -> "accuracy.task";
        };
    ModelMetric metric =
        new ModelMetric(
            model,
            epoch,
            line.learner(),
            name,
            line.tag().isEmpty() ? null : line.tag(),
            entry.counts().accuracy(),
            now);
    return new Outgoing(name.getBytes(StandardCharsets.UTF_8), codec.encode(metric));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    savedState.update(board.save());
  }
}
