package io.ameles.stream.ledger;

import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.ArrivalCodec;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.Expiry;
import io.ameles.stream.decode.LedgerInput;
import io.ameles.stream.decode.LostRecord;
import io.ameles.stream.decode.LostRecordCodec;
import io.ameles.stream.decode.Position;
import io.ameles.stream.decode.PositionCodec;
import io.ameles.stream.seal.CompactionSchedule;
import io.ameles.stream.seal.FlinkCompaction;
import io.ameles.stream.state.CodecTypeInfo;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@link Ledger}. First input: what concerns one subject, keyed by it. Second input,
 * broadcast: what concerns all.
 */
public final class LedgerOperator extends AbstractStreamOperator<Change>
    implements TwoInputStreamOperator<LedgerInput, LedgerInput, Change> {
  private static final long serialVersionUID = 1L;

  /** What is only evaluated on: learners never see it. */
  public static final OutputTag<EvaluationChange> EVALUATION =
      new OutputTag<>("evaluation", CodecTypeInfo.of(EvaluationChangeCodec.INSTANCE));

  /** Labels and tasks that were deleted. */
  public static final OutputTag<TagDeletion> DELETED_TAGS =
      new OutputTag<>("deleted-tags", CodecTypeInfo.of(TagDeletionCodec.INSTANCE));

  /** Examples to learn from, seen for the first time. */
  public static final OutputTag<Arrival> FIRST_SEEN =
      new OutputTag<>("first-seen", CodecTypeInfo.of(ArrivalCodec.INSTANCE));

  /** What deletions did. */
  public static final OutputTag<Outcome> OUTCOMES =
      new OutputTag<>("outcomes", CodecTypeInfo.of(OutcomeCodec.INSTANCE));

  /** Events that contradict others. */
  public static final OutputTag<LostRecord> LOST =
      new OutputTag<>("conflicts", CodecTypeInfo.of(LostRecordCodec.INSTANCE));

  /** Counts since the barrier before. */
  public static final OutputTag<LedgerReport> REPORTS =
      new OutputTag<>("ledger-reports", CodecTypeInfo.of(LedgerReportCodec.INSTANCE));

  /**
   * With source erasure: where records lie of what was never learned, because it was covered
   * already, or of what retention removed. What deletions remove is in their outcomes.
   */
  public static final OutputTag<Position> SOURCES =
      new OutputTag<>("sources", CodecTypeInfo.of(PositionCodec.INSTANCE));

  // configuration
  private final LedgerMode mode;
  private final String eventsTopic;
  private final Set<DeletionScope> droppableScopes;
  private final CompactionSchedule schedule;
  private final boolean erasesSources;

  // runtime
  private transient Ledger ledger;
  private transient LedgerState state;
  private transient @Nullable SourceTracking tracking;
  private transient Tombstones tombstones;
  private transient Tally tally;
  private transient boolean removed;
  private transient FlinkCompaction compaction;
  private transient @Nullable Long reportedCutoff;

  /**
   * @param mode what is kept of live examples
   * @param eventsTopic the topic that events come from
   * @param droppableScopes scopes that every learner can drop whole, without the examples
   * @param schedule when files are rewritten without what was removed
   */
  public LedgerOperator(
      LedgerMode mode,
      String eventsTopic,
      Set<DeletionScope> droppableScopes,
      CompactionSchedule schedule) {
    this(mode, eventsTopic, droppableScopes, schedule, false);
  }

  /**
   * @param erasesSources whether the records of what is removed are to be erased as well
   */
  public LedgerOperator(
      LedgerMode mode,
      String eventsTopic,
      Set<DeletionScope> droppableScopes,
      CompactionSchedule schedule,
      boolean erasesSources) {
    this.mode = mode;
    this.eventsTopic = eventsTopic;
    this.droppableScopes = Set.copyOf(droppableScopes);
    this.schedule = schedule;
    this.erasesSources = erasesSources;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        new FlinkLedgerState(
            context.getKeyedStateStore(),
            () -> this.<Pseudonym>getKeyedStateBackend().getCurrentKey());
    if (erasesSources) {
      tracking = new SourceTracking(state, new FlinkSources(context.getKeyedStateStore()));
      state = tracking;
    }
    tombstones = new FlinkTombstones(context.getOperatorStateStore());
    compaction =
        new FlinkCompaction(schedule, getKeyedStateBackend(), FlinkLedgerState.descriptors());
    context.getRestoredCheckpointId().ifPresent(compaction::restored);
  }

  @Override
  public void open() throws Exception {
    super.open();
    tally = Tally.NONE;
    ledger = new Ledger(mode, eventsTopic, droppableScopes, tombstones, new Outputs());
  }

  @Override
  public void processElement1(StreamRecord<LedgerInput> element) {
    if (element.getValue() instanceof Arrival arrival) {
      arrive(arrival);
    } else if (element.getValue() instanceof Deletion deletion) {
      ledger.forget(deletion, state);
    }
  }

  private void arrive(Arrival arrival) {
    if (tracking == null) {
      ledger.arrive(arrival, state);
    } else {
      tracking.arrive(ledger, arrival);
      eraseWhatNobodyAskedFor();
    }
  }

  /** No receipt speaks of it. */
  private void eraseWhatNobodyAskedFor() {
    if (tracking != null) {
      tracking.take().forEach(position -> output.collect(SOURCES, new StreamRecord<>(position)));
    }
  }

  @Override
  public void processElement2(StreamRecord<LedgerInput> element) throws Exception {
    if (element.getValue() instanceof Deletion deletion) {
      forgetEverywhere(deletion);
    } else if (element.getValue() instanceof Expiry expiry) {
      expire(expiry.cutoff());
    }
  }

  private void forgetEverywhere(Deletion deletion) throws Exception {
    Ledger.Sweep sweep = ledger.begin(deletion);
    if (sweep != null) {
      forEverySubject(() -> ledger.forgetAmong(sweep, state));
      ledger.conclude(sweep);
    }
  }

  private void expire(long cutoff) throws Exception {
    if (!tombstones.expired(cutoff)) {
      tombstones.putRetentionCutoff(cutoff);
      forEverySubject(() -> ledger.expire(state));
      eraseWhatNobodyAskedFor();
    }
  }

  private void forEverySubject(Runnable action) throws Exception {
    getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            FlinkLedgerState.entriesDescriptor(),
            (subject, entries) -> action.run());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    if (removed) {
      compaction.needed();
    }
    report();
    compaction.beforeBarrier(checkpointId);
  }

  @Override
  public void finish() throws Exception {
    report();
    super.finish();
  }

  private void report() {
    Long cutoff = tombstones.retentionCutoff();
    boolean cutoffMoved = cutoff != null && !cutoff.equals(reportedCutoff);
    if (cutoffMoved || removed || !tally.equals(Tally.NONE)) {
      output.collect(REPORTS, new StreamRecord<>(new LedgerReport(tally, cutoff, removed)));
      tally = Tally.NONE;
      removed = false;
      reportedCutoff = cutoff;
    }
  }

  private final class Outputs implements LedgerOutput {
    @Override
    public void change(Change change) {
      if (change instanceof Change.Example example) {
        example(example, false);
        return;
      }
      if (change instanceof Change.Whole) {
        output.collect(EVALUATION, new StreamRecord<>(new EvaluationChange(change, false)));
      }
      output.collect(new StreamRecord<>(change));
    }

    @Override
    public void corrected(Change.Example retraction) {
      example(retraction, true);
    }

    private void example(Change.Example example, boolean correction) {
      if (example.use() == ExampleUse.TRAIN) {
        output.collect(new StreamRecord<>(example));
      } else {
        output.collect(EVALUATION, new StreamRecord<>(new EvaluationChange(example, correction)));
      }
    }

    @Override
    public void firstSeen(Arrival arrival) {
      output.collect(FIRST_SEEN, new StreamRecord<>(arrival));
    }

    @Override
    public void deleted(TagDeletion deletion) {
      output.collect(DELETED_TAGS, new StreamRecord<>(deletion));
    }

    @Override
    public void outcome(Outcome outcome) {
      removed |= outcome.applied();
      outcome
          .at(tracking == null ? List.of() : tracking.take())
          .forEach(part -> output.collect(OUTCOMES, new StreamRecord<>(part)));
    }

    @Override
    public void lost(LostRecord record) {
      output.collect(LOST, new StreamRecord<>(record));
    }

    @Override
    public void count(Tally counts) {
      tally = tally.plus(counts);
      removed |= counts.removes();
    }
  }
}
