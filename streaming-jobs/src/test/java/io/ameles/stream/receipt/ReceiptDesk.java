package io.ameles.stream.receipt;

import io.ameles.model.learn.mean.NearestMean;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.learn.EpochClosed;
import io.ameles.stream.ledger.Outcome;
import io.ameles.stream.state.CodecSerializer;
import io.ameles.stream.topic.Outgoing;
import io.ameles.stream.topic.OutgoingCodec;
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

  private final KeyedTwoInputStreamOperatorTestHarness<String, Outcome, EpochClosed, Outgoing>
      harness;
  private final SingleObjectCodec<DeletionReceipt> codec =
      SingleObjectCodec.of(DeletionReceipt.class);
  private int read;

  private ReceiptDesk(@Nullable OperatorSubtaskState state) throws Exception {
    KeySelector<EpochClosed, String> none = null; // the second input has no key
    harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new ReceiptOperator(Fixtures.MODEL, Fixtures.DELETIONS_TOPIC, Fixtures.learners()),
            outcome -> outcome.request().id(),
            none,
            Types.STRING);
    harness.setup(new CodecSerializer<>(OutgoingCodec.INSTANCE));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
  }

  static ReceiptDesk open() throws Exception {
    return new ReceiptDesk(null);
  }

  static ReceiptDesk reopen(OperatorSubtaskState state) throws Exception {
    return new ReceiptDesk(state);
  }

  void report(Deletion.Request request, long removed) throws Exception {
    report(new Outcome(request, Outcome.Disposition.APPLIED, null, removed, List.of(), List.of()));
  }

  void report(Outcome outcome) throws Exception {
    harness.processElement1(new StreamRecord<>(outcome));
  }

  /** The epoch has its version; returns the receipts that its barrier brings. */
  List<DeletionReceipt> close(long epoch, String digest) throws Exception {
    harness.processElement2(
        new StreamRecord<>(
            new EpochClosed(
                epoch,
                CLOSED_AT,
                new TreeMap<>(Map.of(NearestMean.TYPE, digest)),
                new TreeMap<>())));
    passBarrier(epoch);
    List<DeletionReceipt> receipts = new ArrayList<>();
    List<Outgoing> sent = harness.extractOutputValues();
    for (Outgoing outgoing : sent.subList(read, sent.size())) {
      receipts.add(codec.decode(outgoing.value()));
    }
    read = sent.size();
    return receipts;
  }

  OperatorSubtaskState passBarrier(long checkpointId) throws Exception {
    return Barriers.pass(harness, checkpointId);
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
