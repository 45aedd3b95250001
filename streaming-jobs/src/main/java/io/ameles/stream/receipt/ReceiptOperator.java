package io.ameles.stream.receipt;

import io.ameles.model.AmelesException;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.learn.EpochClosed;
import io.ameles.stream.ledger.Outcome;
import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.metric.MeasuredFactCodec;
import io.ameles.stream.seal.Holdings;
import io.ameles.stream.state.Codec;
import io.ameles.stream.state.CodecTypeInfo;
import io.ameles.stream.state.FlinkRefusal;
import io.ameles.stream.topic.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@link Lifecycle}: writes the receipts of an epoch just before its barrier, so that they
 * are in the transaction of its checkpoint. One subtask, because the log has one end. First input:
 * outcomes, keyed by request id, under which answers are remembered. Second input: closed epochs.
 */
public final class ReceiptOperator extends AbstractStreamOperator<Outgoing>
    implements TwoInputStreamOperator<Outcome, EpochClosed, Outgoing> {
  private static final long serialVersionUID = 1L;

  /** How requests stand. */
  public static final OutputTag<MeasuredFact> FACTS =
      new OutputTag<>("standing", CodecTypeInfo.of(MeasuredFactCodec.INSTANCE));

  // configuration
  private final ReceiptPolicy policy;
  private final Holdings holdings;
  private final NewestReceipts newest;

  // runtime
  private transient ListState<ReceiptBook> bookState;
  private transient ListState<Case> caseState;
  private transient ListState<AppliedEpoch> epochState;
  private transient ListState<Batch> batchState;
  private transient Lifecycle lifecycle;
  private transient SingleObjectCodec<DeletionReceipt> codec;
  private transient @Nullable Standing reported;

  /**
   * @param policy what does not change while the job runs
   * @param holdings what of ours still holds what was removed
   * @param newest the published end of the log
   */
  public ReceiptOperator(ReceiptPolicy policy, Holdings holdings, NewestReceipts newest) {
    this.policy = policy;
    this.holdings = holdings;
    this.newest = newest;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    bookState = state(context, "book", ReceiptBookCodec.INSTANCE);
    caseState = state(context, "cases", CaseCodec.INSTANCE);
    epochState = state(context, "epochs", AppliedEpochCodec.INSTANCE);
    batchState = state(context, "batches", BatchCodec.INSTANCE);
    holdings.begin(
        getRuntimeContext().getJobInfo().getJobId().toHexString(),
        context.getRestoredCheckpointId().orElse(0));
    Iterator<ReceiptBook> restored = bookState.get().iterator();
    lifecycle =
        new Lifecycle(
            policy,
            holdings,
            new FlinkAnswers(context.getKeyedStateStore(), this::setCurrentKey),
            Docket.restore(caseState.get(), epochState.get(), batchState.get()),
            restored.hasNext() ? restored.next() : ReceiptBook.NEW);
    codec = SingleObjectCodec.of(DeletionReceipt.class);
  }

  private static <T> ListState<T> state(
      StateInitializationContext context, String name, Codec<T> format) throws Exception {
    return context
        .getOperatorStateStore()
        .getListState(new ListStateDescriptor<>(name, CodecTypeInfo.of(format)));
  }

  @Override
  public void open() throws Exception {
    super.open();
    requireNoFork();
  }

  private void requireNoFork() {
    try {
      new ForkCheck(policy.model(), lifecycle.book().log()).require(newest.read());
    } catch (AmelesException e) {
      throw FlinkRefusal.unlessTransient(e);
    }
  }

  private Instant now() {
    return Instant.ofEpochMilli(getProcessingTimeService().getCurrentProcessingTime());
  }

  @Override
  public void processElement1(StreamRecord<Outcome> element) {
    lifecycle.add(element.getValue());
  }

  @Override
  public void processElement2(StreamRecord<EpochClosed> element) {
    lifecycle.add(element.getValue());
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    Instant now = now();
    for (DeletionReceipt receipt : lifecycle.close(checkpointId, now)) {
      output.collect(
          new StreamRecord<>(
              new Outgoing(
                  receipt.getRequestId().getBytes(StandardCharsets.UTF_8), codec.encode(receipt))));
    }
    report(Standing.of(lifecycle.docket(), lifecycle.book()), checkpointId, now);
  }

  /** All of it when it has changed and after a start; while requests wait, how long. */
  private void report(Standing current, long epoch, Instant now) {
    if (!current.equals(reported)) {
      for (StandingMetric metric : StandingMetric.values()) {
        report(metric, current, epoch, now);
      }
    } else if (current.pending() > 0) {
      report(StandingMetric.OLDEST_SECONDS, current, epoch, now);
    }
    reported = current;
  }

  private void report(StandingMetric metric, Standing current, long epoch, Instant now) {
    double value = (double) metric.of(current, now);
    output.collect(
        FACTS,
        new StreamRecord<>(
            MeasuredFact.ofJob(epoch, metric.metricName(), value, now.toEpochMilli())));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    bookState.update(List.of(lifecycle.book()));
    caseState.update(lifecycle.docket().cases());
    epochState.update(lifecycle.docket().epochs());
    batchState.update(lifecycle.docket().batches());
  }
}
