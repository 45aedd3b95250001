package io.ameles.stream.learn;

import io.ameles.model.AmelesException;
import io.ameles.model.Contribution;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.Tile;
import io.ameles.stream.ledger.Change;
import io.ameles.stream.state.FlinkFlushTrigger;
import io.ameles.stream.state.FlinkRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Turns micro-batches of changes into tiles, right where the ledger makes the changes, adds them up
 * on the spot and passes on the sums before every barrier: a tile may be megabytes, and only what a
 * version needs has to travel.
 */
public final class CombineOperator extends AbstractStreamOperator<TileUpdate>
    implements OneInputStreamOperator<Change, TileUpdate> {
  private static final long serialVersionUID = 1L;

  // configuration
  private final ArrayList<AdditiveLearner> learners;
  private final TensorDevice device;
  private final int batchSize;
  private final Duration batchWait;

  // runtime
  private transient Map<String, Combiner> combiners;
  private transient List<Contribution> batch;
  private transient Map<TileKey, Tile> sums;
  private transient FlinkFlushTrigger trigger;

  /**
   * @param learners all that learn from the changes
   * @param device where they compute
   * @param batchSize contributions of a full batch
   * @param batchWait how long a lone contribution may wait
   */
  public CombineOperator(
      List<AdditiveLearner> learners, TensorDevice device, int batchSize, Duration batchWait) {
    this.learners = new ArrayList<>(learners);
    this.device = device;
    this.batchSize = batchSize;
    this.batchWait = batchWait;
  }

  @Override
  public void open() throws Exception {
    super.open();
    combiners = new LinkedHashMap<>();
    for (AdditiveLearner learner : learners) {
      combiners.put(learner.name(), learner.open(device));
    }
    batch = new ArrayList<>(batchSize);
    sums = new HashMap<>();
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
            .ifPresent(tile -> add(learner.name(), tile, Tile.DROPPED));
      }
    }
  }

  private void combine() {
    try {
      combiners.forEach(
          (learner, combiner) ->
              combiner.combine(batch).forEach((key, tile) -> add(learner, key, tile)));
    } catch (AmelesException e) {
      throw FlinkRefusal.unlessTransient(e);
    }
    batch.clear();
  }

  private void add(String learner, String key, Tile tile) {
    sums.merge(new TileKey(learner, key), tile, Tile::plus);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    passOn();
  }

  @Override
  public void finish() throws Exception {
    passOn();
    super.finish();
  }

  private void passOn() {
    trigger.flushNow();
    sums.forEach(
        (key, tile) -> {
          if (!tile.isZero()) {
            output.collect(new StreamRecord<>(new TileUpdate(key, tile)));
          }
        });
    sums.clear();
  }

  @Override
  public void close() throws Exception {
    if (combiners != null) {
      combiners.values().forEach(Combiner::close);
      combiners = null;
    }
    super.close();
  }
}
