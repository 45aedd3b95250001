package io.ameles.stream.evaluate;

import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.state.CodecTypeInfo;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Runs the {@link Scoreboard}, one subtask for the model, and reports accuracies. */
final class ScoreboardOperator extends AbstractStreamOperator<MeasuredFact>
    implements OneInputStreamOperator<Score, MeasuredFact> {
  private static final long serialVersionUID = 1L;

  // configuration
  private final long window;

  // runtime
  private transient ListState<Scoreboard.Entry> savedState;
  private transient Scoreboard board;

  ScoreboardOperator(long window) {
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
    board = new Scoreboard(window);
    board.restore(savedState.get());
  }

  @Override
  public void processElement(StreamRecord<Score> element) {
    board.add(element.getValue());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    for (Scoreboard.Line line : board.forgotten()) {
      boolean task = line.subject() == Scoreboard.Subject.TASK;
      String learner = line.learner().isEmpty() ? null : line.learner();
      output.collect(
          new StreamRecord<>(MeasuredFact.forgotten(checkpointId, learner, task, line.tag(), now)));
    }
    for (Scoreboard.Entry entry : board.closeEpoch()) {
      output.collect(new StreamRecord<>(fact(entry, checkpointId, now)));
    }
  }

  private static MeasuredFact fact(Scoreboard.Entry entry, long epoch, long now) {
    Scoreboard.Line line = entry.line();
    String name =
        switch (line.subject()) {
          case OVERALL -> "accuracy.overall";
          case WINDOW -> "accuracy.window";
          case LABEL -> "accuracy.label";
          case TASK -> "accuracy.task";
        };
    return new MeasuredFact(
        epoch,
        line.learner(),
        name,
        line.tag().isEmpty() ? null : line.tag(),
        entry.counts().accuracy(),
        now);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    savedState.update(board.save());
  }
}
