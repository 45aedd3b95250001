package io.ameles.stream.learn;

import io.ameles.model.AmelesException;
import io.ameles.model.learn.Tile;
import io.ameles.stream.seal.CompactionSchedule;
import io.ameles.stream.seal.FlinkCompaction;
import io.ameles.stream.state.CodecTypeInfo;
import io.ameles.stream.state.FlinkRefusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds tiles up by key and, before every barrier, passes on the sums that changed. After a restore
 * it passes on all of them once, so that nobody behind it needs to keep them in state as well.
 */
public final class MergeOperator extends AbstractStreamOperator<TileUpdate>
    implements OneInputStreamOperator<TileUpdate, TileUpdate> {
  private static final long serialVersionUID = 1L;

  private static final ValueStateDescriptor<Tile> TILE =
      new ValueStateDescriptor<>("tile", CodecTypeInfo.of(TileCodec.INSTANCE));

  // configuration
  private final CompactionSchedule schedule;

  // runtime
  private transient ValueState<Tile> sum;
  private transient Set<TileKey> changed;
  private transient boolean passOnAll;
  private transient FlinkCompaction compaction;

  /**
   * @param schedule when files are rewritten without what was removed
   */
  public MergeOperator(CompactionSchedule schedule) {
    this.schedule = schedule;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    sum = context.getKeyedStateStore().getState(TILE);
    changed = new HashSet<>();
    passOnAll = context.isRestored();
    // Twice, because its keys tell labels.
    compaction = new FlinkCompaction(schedule, getKeyedStateBackend(), List.of(TILE, TILE));
    context.getRestoredCheckpointId().ifPresent(compaction::restored);
  }

  @Override
  public void processElement(StreamRecord<TileUpdate> element) throws Exception {
    TileUpdate update = element.getValue();
    Tile known = sum.value();
    Tile merged = known == null ? update.tile() : sum(known, update.tile());
    if (merged.isZero()) {
      sum.clear();
    } else {
      sum.update(merged);
    }
    changed.add(update.key());
    compaction.needed(); // a sum that is replaced may be all that was known of somebody
  }

  private static Tile sum(Tile known, Tile more) {
    try {
      return known.plus(more);
    } catch (AmelesException e) {
      throw FlinkRefusal.unlessTransient(e);
    }
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    passOn();
    compaction.beforeBarrier(checkpointId);
  }

  @Override
  public void finish() throws Exception {
    passOn();
    super.finish();
  }

  private void passOn() throws Exception {
    if (passOnAll) {
      this.<TileKey>getKeyedStateBackend()
          .applyToAllKeys(
              VoidNamespace.INSTANCE,
              VoidNamespaceSerializer.INSTANCE,
              TILE,
              (key, tile) -> changed.add(key));
      passOnAll = false;
    }
    for (TileKey key : changed) {
      setCurrentKey(key);
      Tile tile = sum.value();
      output.collect(new StreamRecord<>(new TileUpdate(key, tile == null ? Tile.ZERO : tile)));
    }
    changed.clear();
  }
}
