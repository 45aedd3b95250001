package io.ameles.stream.drift.input;

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
import org.jspecify.annotations.Nullable;

/**
 * Runs an {@link InputWatch}, in one subtask, because there is one reference. Tells before each
 * barrier what it found.
 *
 * <p>Switched off, it drops what it kept. It has to be there for that: the engine refuses a
 * checkpoint that holds state of an operator that is gone.
 */
public final class InputDriftOperator extends AbstractStreamOperator<MeasuredFact>
    implements OneInputStreamOperator<Change, MeasuredFact> {
  private static final long serialVersionUID = 1L;

  // configuration
  private final @Nullable InputSpace space;
  private final InputDriftSettings settings;

  // runtime
  private transient ListState<InputWatchState> savedState;
  private transient @Nullable InputWatch watch;
  private transient InputReport report;

  /**
   * @param space of the statistics; null to watch nothing
   * @param settings how closely to watch
   */
  public InputDriftOperator(@Nullable InputSpace space, InputDriftSettings settings) {
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
    report = new InputReport();
    watch = space == null ? null : opened(space, savedState.get());
  }

  private InputWatch opened(InputSpace in, Iterable<InputWatchState> saved) {
    InputWatch opened = new InputWatch(in, settings);
    saved.forEach(opened::restore);
    return opened;
  }

  @Override
  public void processElement(StreamRecord<Change> element) {
    if (watch == null) {
      return;
    }
    if (element.getValue() instanceof Change.Example example) {
      add(watch, name(example), example.contribution());
    } else if (element.getValue() instanceof Change.Whole whole) {
      forget(watch, whole);
    } else if (element.getValue() instanceof Change.Deleted deleted) {
      report.deleted(deleted);
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

  private void add(InputWatch to, Pseudonym example, Contribution contribution) {
    if (contribution.sign() < 0) {
      to.forgotten(example, contribution.vector(), contribution.label());
    } else {
      to.learned(example, contribution.vector(), contribution.label()).ifPresent(report::add);
    }
  }

  private static void forget(InputWatch in, Change.Whole whole) {
    if (whole.scope() == DeletionScope.LABEL) {
      in.forgottenLabel(whole.target());
    } else {
      in.beginAnew(); // of tasks nothing is known here
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    if (watch == null) {
      return;
    }
    long now = getProcessingTimeService().getCurrentProcessingTime();
    report
        .close(checkpointId, watch.alarms(), now)
        .forEach(fact -> output.collect(new StreamRecord<>(fact)));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    savedState.update(watch == null ? List.of() : List.of(watch.state()));
  }
}
