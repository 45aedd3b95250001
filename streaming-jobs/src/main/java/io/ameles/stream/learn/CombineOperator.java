package io.ameles.stream.learn;

import io.ameles.model.Contribution;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.Tile;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.state.FlinkFlushTrigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Turns micro-batches of changes into tiles, right where the ledger makes the changes. */
public final class CombineOperator extends AbstractStreamOperator<TileUpdate>
    implements OneInputStreamOperator<Change, TileUpdate> {
  private static final long serialVersionUID = 1L;

  // configuration
  private final ArrayList<AdditiveLearner> learners;
  private final int batchSize;
  private final Duration batchWait;

  // runtime
  private transient List<Contribution> batch;
  private transient FlinkFlushTrigger trigger;

  /**
   * @param learners all that learn from the changes
   * @param batchSize contributions of a full batch
   * @param batchWait how long a lone contribution may wait
   */
  public CombineOperator(List<AdditiveLearner> learners, int batchSize, Duration batchWait) {
    this.learners = new ArrayList<>(learners);
    this.batchSize = batchSize;
    this.batchWait = batchWait;
  }

  @Override
  public void open() throws Exception {
    super.open();
    batch = new ArrayList<>(batchSize);
    trigger =
        new FlinkFlushTrigger(batchSize, batchWait, getProcessingTimeService(), this::combine);
  }

  @Override
  public void processElement(StreamRecord<Change> element) {
    if (element.getValue() instanceof Change.Example example) {
      batch.add(example.contribution());
      trigger.added();
    } else if (element.getValue() instanceof Change.Whole whole) {
      for (AdditiveLearner learner : learners) {
        learner
            .wholeTile(whole.scope(), whole.target())
            .ifPresent(tile -> emit(learner, tile, Tile.DROPPED));
      }
    }
  }

  private void combine() {
    for (AdditiveLearner learner : learners) {
      learner.combine(batch).forEach((key, tile) -> emit(learner, key, tile));
    }
    batch.clear();
  }

  private void emit(AdditiveLearner learner, String key, Tile tile) {
    output.collect(new StreamRecord<>(new TileUpdate(new TileKey(learner.name(), key), tile)));
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    trigger.flushNow();
  }

  @Override
  public void finish() throws Exception {
    trigger.flushNow();
    super.finish();
  }
}
