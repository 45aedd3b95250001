package io.ameles.stream.admit;

import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.LedgerInput;
import io.ameles.stream.decode.LedgerInputCodec;
import io.ameles.stream.ledger.Outcome;
import io.ameles.stream.ledger.OutcomeCodec;
import io.ameles.stream.state.CodecTypeInfo;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Runs the {@link Gate}. One subtask, because limits and legal holds are about all requests
 * together. What may be carried out goes on: what names a subject to the output, the rest to {@link
 * #FOR_ALL}.
 */
public final class AdmitOperator extends AbstractStreamOperator<LedgerInput>
    implements OneInputStreamOperator<LedgerInput, LedgerInput> {
  private static final long serialVersionUID = 1L;

  /** Deletions of labels and tasks. */
  public static final OutputTag<LedgerInput> FOR_ALL =
      new OutputTag<>("admitted-for-all", CodecTypeInfo.of(LedgerInputCodec.INSTANCE));

  /** What became of requests that do not go on. */
  public static final OutputTag<Outcome> OUTCOMES =
      new OutputTag<>("admission-outcomes", CodecTypeInfo.of(OutcomeCodec.INSTANCE));

  // configuration
  private final RequestRules rules;
  private final TreeSet<String> regulations;
  private final LiveExamples published;

  // runtime
  private transient ListState<GateBook> bookState;
  private transient Gate gate;

  /**
   * @param rules who may ask for what
   * @param regulations names of all clocks
   * @param published how many examples the model is made of
   */
  public AdmitOperator(RequestRules rules, Set<String> regulations, LiveExamples published) {
    this.rules = rules;
    this.regulations = new TreeSet<>(regulations);
    this.published = published;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    bookState =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>("gate", CodecTypeInfo.of(GateBookCodec.INSTANCE)));
    Iterator<GateBook> restored = bookState.get().iterator();
    GateBook book = restored.hasNext() ? restored.next() : GateBook.NEW;
    gate = new Gate(rules, regulations, published, book, new Outputs());
  }

  @Override
  public void processElement(StreamRecord<LedgerInput> element) {
    if (element.getValue() instanceof Deletion part) {
      gate.decide(part);
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    gate.endEpoch();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    bookState.update(List.of(gate.book()));
  }

  private final class Outputs implements GateOutput {
    @Override
    public void pass(Deletion part) {
      if (part.subject() == null) {
        output.collect(FOR_ALL, new StreamRecord<>(part));
      } else {
        output.collect(new StreamRecord<>(part));
      }
    }

    @Override
    public void outcome(Outcome outcome) {
      output.collect(OUTCOMES, new StreamRecord<>(outcome));
    }
  }
}
