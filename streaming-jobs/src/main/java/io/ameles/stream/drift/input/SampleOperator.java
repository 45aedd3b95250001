package io.ameles.stream.drift.input;

import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.stream.ledger.Change;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Stands where the ledger makes the changes and passes on a bounded number of what an epoch learns,
 * so that watching costs the same however much is learned. What is forgotten passes whole: whether
 * it had been picked is known further on. Keeps no state: after a restart an epoch's first examples
 * are picked, as in the first epoch.
 */
public final class SampleOperator extends AbstractStreamOperator<Change>
    implements OneInputStreamOperator<Change, Change> {
  private static final long serialVersionUID = 1L;

  // configuration
  private final int perEpoch;

  // runtime
  private transient Stride stride;

  /**
   * @param perEpoch how many examples all subtasks together pass on in an epoch, rounded up to a
   *     multiple of their number; 0 to pass on nothing at all
   */
  public SampleOperator(int perEpoch) {
    this.perEpoch = perEpoch;
  }

  @Override
  public void open() throws Exception {
    super.open();
    int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
    stride = new Stride(Math.max(1, (perEpoch + subtasks - 1) / subtasks));
  }

  @Override
  public void processElement(StreamRecord<Change> element) {
    if (perEpoch > 0 && passes(element.getValue())) {
      output.collect(element);
    }
  }

  private boolean passes(Change change) {
    if (change instanceof Change.Example example) {
      return example.use() == ExampleUse.TRAIN
          && (example.contribution().sign() < 0 || stride.takes());
    }
    return change instanceof Change.Whole || isOfALabel(change);
  }

  private static boolean isOfALabel(Change change) {
    return change instanceof Change.Deleted deleted && deleted.scope() == DeletionScope.LABEL;
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    stride.closeEpoch();
  }
}
