package io.ameles.stream.receipt;

import io.ameles.model.learn.Learner;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.learn.EpochClosed;
import io.ameles.stream.ledger.LedgerMode;
import io.ameles.stream.ledger.Outcome;
import io.ameles.stream.metric.MeasuredFact;
import io.ameles.stream.seal.Holdings;
import io.ameles.stream.state.CodecSerializer;
import io.ameles.stream.topic.Outgoing;
import io.ameles.stream.topic.OutgoingCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** A {@link ReceiptOperator} at work. */
final class ReceiptDesk implements AutoCloseable {
  /** When every epoch is closed. */
  static final long CLOSED_AT = 7_000;

  /** The clocks that run: the built-in ones, GDPR's unless a request says otherwise. */
  static final Clocks CLOCKS =
      new Clocks(new TreeMap<>(Clocks.BUILT_IN), "gdpr", Duration.ofDays(7));

  private final KeyedTwoInputStreamOperatorTestHarness<String, Outcome, EpochClosed, Outgoing>
      harness;
  private final SingleObjectCodec<DeletionReceipt> codec =
      SingleObjectCodec.of(DeletionReceipt.class);
  private int read;

  private ReceiptDesk(
      @Nullable OperatorSubtaskState state, Holdings holdings, NewestReceipts newest)
      throws Exception {
    KeySelector<EpochClosed, String> none = null; // the second input has no key
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new ReceiptOperator(policy(Fixtures.learners()), holdings, newest),
            outcome -> outcome.request().id(),
            none,
            Types.STRING);
    harness.setup(new CodecSerializer<>(OutgoingCodec.INSTANCE));
    harness.setProcessingTime(Fixtures.RECORDED_AT);
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  static ReceiptPolicy policy(List<Learner> learners) {
    return new ReceiptPolicy(
        Fixtures.MODEL,
        Fixtures.DELETIONS_TOPIC,
        "ameles test",
        learners,
        Fixtures.RECEIPT_KEYS,
        CLOCKS,
        new OutOfReach(LedgerMode.CONTRIBUTIONS, false, false));
  }

  /** Nothing is ever published or sealed. */
  static ReceiptDesk open() throws Exception {
    return open(null, new TestingHoldings());
  }

  /** The same, after a restart. */
  static ReceiptDesk reopen(OperatorSubtaskState state) throws Exception {
    return open(state, new TestingHoldings());
  }

  static ReceiptDesk open(@Nullable OperatorSubtaskState state, Holdings holdings)
      throws Exception {
    return new ReceiptDesk(state, holdings, List::of);
  }

  static ReceiptDesk open(@Nullable OperatorSubtaskState state, NewestReceipts newest)
      throws Exception {
    return new ReceiptDesk(state, new TestingHoldings(), newest);
  }

  void setTime(Instant now) throws Exception {
    harness.setProcessingTime(now.toEpochMilli());
  }

  void report(Deletion.Request request, long removed) throws Exception {
    report(new Outcome(request, Outcome.Disposition.APPLIED, null, removed, List.of(), List.of()));
  }

  void report(Outcome outcome) throws Exception {
    harness.processElement1(new StreamRecord<>(outcome));
  }

  /** The epoch has its version. */
  void version(long epoch, String digest) throws Exception {
    harness.processElement2(
        new StreamRecord<>(
            new EpochClosed(
                epoch,
                CLOSED_AT,
                new TreeMap<>(Map.of(NearestMean.TYPE, digest)),
                new TreeMap<>(
                    Map.of(Fixtures.DELETIONS_TOPIC, new TreeMap<>(Map.of(0, 10 * epoch)))))));
  }

  /** The epoch has its version; returns the receipts that its barrier brings. */
  List<DeletionReceipt> close(long epoch, String digest) throws Exception {
    version(epoch, digest);
    passBarrier(epoch);
    return written();
  }

  /** The receipts since the last call. */
  List<DeletionReceipt> written() throws Exception {
    List<DeletionReceipt> receipts = new ArrayList<>();
    List<Outgoing> sent = harness.extractOutputValues();
    for (Outgoing outgoing : sent.subList(read, sent.size())) {
      receipts.add(codec.decode(outgoing.value()));
    }
    read = sent.size();
    return receipts;
  }

  /** What was measured. */
  List<MeasuredFact> facts() {
    return Barriers.side(harness, ReceiptOperator.FACTS);
  }

  OperatorSubtaskState passBarrier(long checkpointId) throws Exception {
    return Barriers.pass(harness, checkpointId);
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
