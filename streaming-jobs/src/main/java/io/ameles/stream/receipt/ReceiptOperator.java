package io.ameles.stream.receipt;

import io.ameles.model.identity.Pseudonym;
import io.ameles.model.learn.Learner;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.decode.Position;
import io.ameles.stream.decode.PseudonymCodec;
import io.ameles.stream.learn.EpochClosed;
import io.ameles.stream.ledger.Outcome;
import io.ameles.stream.state.CodecTypeInfo;
import io.ameles.stream.topic.Outgoing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes the receipts of an epoch just before its barrier, when every part of every deletion has
 * reported and the version has its digests. One subtask, because sequence numbers have no gaps.
 * First input: outcomes, keyed by request id, under which answers are remembered. Second input:
 * closed epochs.
 */
public final class ReceiptOperator extends AbstractStreamOperator<Outgoing>
    implements TwoInputStreamOperator<Outcome, EpochClosed, Outgoing> {
  private static final long serialVersionUID = 1L;

  // configuration
  private final String model;
  private final String topic;
  private final ArrayList<Learner> learners;

  // runtime
  private transient MapState<Pseudonym, Answer> answers;
  private transient ListState<ReceiptBook> bookState;
  private transient ReceiptBook book;
  private transient SortedMap<Position, RequestTotal> open;
  private transient @Nullable EpochClosed closed;
  private transient ReceiptWriter writer;
  private transient SingleObjectCodec<DeletionReceipt> codec;

  /**
   * @param model the model's name
   * @param topic that requests come from
   * @param learners of the model
   */
  public ReceiptOperator(String model, String topic, List<Learner> learners) {
    this.model = model;
    this.topic = topic;
    this.learners = new ArrayList<>(learners);
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    answers =
        context
            .getKeyedStateStore()
            .getMapState(
                new MapStateDescriptor<>(
                    "answers",
                    CodecTypeInfo.of(PseudonymCodec.INSTANCE),
                    CodecTypeInfo.of(AnswerCodec.INSTANCE)));
    bookState =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("book", CodecTypeInfo.of(ReceiptBookCodec.INSTANCE)));
    Iterator<ReceiptBook> restored = bookState.get().iterator();
    book = restored.hasNext() ? restored.next() : ReceiptBook.NEW;
    open = new TreeMap<>();
    writer = new ReceiptWriter(model, topic, learners);
    codec = SingleObjectCodec.of(DeletionReceipt.class);
  }

  @Override
  public void processElement1(StreamRecord<Outcome> element) {
    Outcome outcome = element.getValue();
    open.computeIfAbsent(
            outcome.request().position(), position -> new RequestTotal(outcome.request()))
        .add(outcome);
  }

  @Override
  public void processElement2(StreamRecord<EpochClosed> element) {
    closed = element.getValue();
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    EpochClosed epoch = closed;
    if (epoch == null) {
      return; // nothing was read in this epoch, so there is no outcome either
    }
    long sequence = book.nextSequence();
    creditRepetitionsToTheFirst();
    for (RequestTotal total : open.values()) {
      write(total, sequence++, epoch);
    }
    book = new ReceiptBook(sequence, epoch.stateDigests());
    open.clear();
    closed = null;
  }

  /** The ledger may have met equal requests from two partitions in any order. */
  private void creditRepetitionsToTheFirst() {
    Map<Pseudonym, RequestTotal> first = new HashMap<>();
    for (RequestTotal total : open.values()) {
      RequestTotal earlier = first.putIfAbsent(total.request().fingerprint(), total);
      if (earlier != null && earlier.refusals().isEmpty()) {
        earlier.takeOver(total);
      }
    }
  }

  private void write(RequestTotal total, long sequence, EpochClosed epoch) throws Exception {
    setCurrentKey(total.request().id());
    Answer first = answers.get(total.request().fingerprint());
    boolean repeated = first != null && !first.refused();
    DeletionReceipt receipt =
        writer.write(total, sequence, repeated ? first : null, epoch, book.stateDigests());
    if (!repeated) {
      answers.put(
          total.request().fingerprint(),
          new Answer(
              total.request().fingerprint(),
              sequence,
              total.removed(),
              !total.refusals().isEmpty()));
    }
    output.collect(
        new StreamRecord<>(
            new Outgoing(
                total.request().id().getBytes(StandardCharsets.UTF_8), codec.encode(receipt))));
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    bookState.update(List.of(book));
  }
}
