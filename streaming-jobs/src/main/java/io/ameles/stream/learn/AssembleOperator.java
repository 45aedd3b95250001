package io.ameles.stream.learn;

import io.ameles.model.AmelesException;
import io.ameles.model.head.Head;
import io.ameles.model.learn.Learner;
import io.ameles.model.version.Draft;
import io.ameles.model.version.LearnerSnapshot;
import io.ameles.model.version.Manifest;
import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.metric.MeasuredFactCodec;
import io.ameles.stream.state.CodecTypeInfo;
import io.ameles.stream.state.FlinkRefusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Runs the {@link Assembly}, one subtask for the model. All that reaches it before barrier N is the
 * effect of the source offsets in checkpoint N; so what it emits just before passing barrier N on
 * is version N.
 */
public final class AssembleOperator extends AbstractStreamOperator<Draft>
    implements OneInputStreamOperator<EpochFact, Draft> {
  private static final long serialVersionUID = 1L;

  /** Before the name of a learner's fact, as in {@code learner.condition}. */
  private static final String LEARNER_FACT = "learner.";

  /** Parameters for those who score. */
  public static final OutputTag<Heads> HEADS =
      new OutputTag<>("heads", CodecTypeInfo.of(HeadsCodec.INSTANCE));

  /** Digests for those who write receipts. */
  public static final OutputTag<EpochClosed> CLOSED =
      new OutputTag<>("closed", CodecTypeInfo.of(EpochClosedCodec.INSTANCE));

  /** What is known of the version. */
  public static final OutputTag<MeasuredFact> FACTS =
      new OutputTag<>("accounting", CodecTypeInfo.of(MeasuredFactCodec.INSTANCE));

  // configuration
  private final Provenance provenance;
  private final ArrayList<Learner> learners;

  // runtime
  private transient ListState<History> historyState;
  private transient Assembly assembly;

  /**
   * @param provenance what stays the same in every manifest
   * @param learners of the model
   */
  public AssembleOperator(Provenance provenance, List<Learner> learners) {
    this.provenance = provenance;
    this.learners = new ArrayList<>(learners);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    historyState =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("history", CodecTypeInfo.of(HistoryCodec.INSTANCE)));
    Iterator<History> restored = historyState.get().iterator();
    History history = restored.hasNext() ? restored.next() : History.begin(provenance.setup());
    requireSameSetup(history);
    assembly = new Assembly(provenance, learners, history);
  }

  private void requireSameSetup(History history) {
    try {
      history.requireSetup(provenance.setup());
    } catch (AmelesException e) {
      throw FlinkRefusal.forGood(e);
    }
  }

  @Override
  public void processElement(StreamRecord<EpochFact> element) {
    try {
      assembly.add(element.getValue());
    } catch (AmelesException e) {
      throw FlinkRefusal.forGood(e);
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    long now = getProcessingTimeService().getCurrentProcessingTime();
    close(checkpointId, Instant.ofEpochMilli(now)).ifPresent(this::emit);
  }

  private Optional<Draft> close(long checkpointId, Instant now) {
    try {
      return assembly.close(checkpointId, now);
    } catch (AmelesException e) {
      throw FlinkRefusal.unlessTransient(e);
    }
  }

  private void emit(Draft draft) {
    SortedMap<String, Head> heads = new TreeMap<>();
    SortedMap<String, String> digests = new TreeMap<>();
    for (LearnerSnapshot snapshot : draft.learners()) {
      heads.put(snapshot.learner(), snapshot.solution().head());
      digests.put(snapshot.learner(), snapshot.stateDigest());
    }
    long epoch = draft.manifest().epoch();
    long closedAt = Instant.parse(draft.manifest().createdAt()).toEpochMilli();
    output.collect(HEADS, new StreamRecord<>(new Heads(epoch, heads, assembly.removedShare())));
    output.collect(
        CLOSED,
        new StreamRecord<>(new EpochClosed(epoch, closedAt, digests, draft.manifest().offsets())));
    report(draft.manifest(), closedAt);
    draft.learners().forEach(learner -> report(epoch, learner, closedAt));
    output.collect(new StreamRecord<>(draft));
  }

  private void report(Manifest manifest, long closedAt) {
    for (AccountingMetric metric : AccountingMetric.values()) {
      report(
          MeasuredFact.ofJob(
              manifest.epoch(), metric.metricName(), (double) metric.of(manifest), closedAt));
    }
  }

  private void report(long epoch, LearnerSnapshot learner, long closedAt) {
    learner
        .solution()
        .facts()
        .forEach(
            (name, value) ->
                report(
                    MeasuredFact.ofLearner(
                        epoch, learner.learner(), LEARNER_FACT + name, value, closedAt)));
  }

  private void report(MeasuredFact fact) {
    output.collect(FACTS, new StreamRecord<>(fact));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    historyState.update(List.of(assembly.history()));
  }
}
