package io.ameles.stream.drift;

import io.ameles.model.Contribution;
import io.ameles.model.drift.input.InputDriftSettings;
import io.ameles.model.drift.input.InputSpace;
import io.ameles.model.drift.input.InputWatch;
import io.ameles.model.drift.input.InputWatchState;
import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionScope;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.state.CodecTypeInfo;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs an {@link InputWatch}, in one subtask, because there is one reference. Tells before each
 * barrier what it found.
 */
public final class InputDriftOperator extends AbstractStreamOperator<MeasuredFact>
    implements OneInputStreamOperator<Change, MeasuredFact> {
  private static final long serialVersionUID = 1L;

  // configuration
  private final InputSpace space;
  private final InputDriftSettings settings;

  // runtime
  private transient ListState<InputWatchState> savedState;
  private transient InputWatch watch;
  private transient InputReport report;

  /**
   * @param space of the statistics
   * @param settings how closely to watch
   */
  public InputDriftOperator(InputSpace space, InputDriftSettings settings) {
    this.space = space;
    this.settings = settings;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    savedState =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "input-drift", CodecTypeInfo.of(InputWatchCodec.INSTANCE)));
    watch = new InputWatch(space, settings);
    report = new InputReport();
    for (InputWatchState saved : savedState.get()) {
      watch.restore(saved);
    }
  }

  @Override
  public void processElement(StreamRecord<Change> element) {
    if (element.getValue() instanceof Change.Example example) {
      add(name(example), example.contribution());
    } else if (element.getValue() instanceof Change.Whole whole) {
      forget(whole);
    }
  }

  /** An example's own pseudonym is one within its subject; of both together there is one. */
  private static Pseudonym name(Change.Example example) {
    Pseudonym subject = example.subject();
    Pseudonym own = example.example();
    return new Pseudonym(
        Long.rotateLeft(subject.high(), 1) ^ own.high(),
        Long.rotateLeft(subject.low(), 1) ^ own.low());
  }

  private void add(Pseudonym example, Contribution contribution) {
    if (contribution.sign() < 0) {
      watch.forgotten(example, contribution.vector(), contribution.label());
    } else {
      watch.learned(example, contribution.vector(), contribution.label()).ifPresent(report::add);
    }
  }

  private void forget(Change.Whole whole) {
    if (whole.scope() == DeletionScope.LABEL) {
      watch.forgottenLabel(whole.target());
    } else {
      watch.beginAnew(); // of tasks nothing is known here
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    report
        .close(checkpointId, watch.alarms(), now)
        .forEach(fact -> output.collect(new StreamRecord<>(fact)));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    savedState.update(List.of(watch.state()));
  }
}
