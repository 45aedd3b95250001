package io.ameles.stream.seal;

import java.util.List;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.state.rocksdb.RocksDBKeyedStateBackend;

/**
 * Rewrites RocksDB's files without what was removed. RocksDB only notes that a value is deleted or
 * replaced; the bytes stay in its files, and in incremental checkpoints, until files happen to be
 * merged. Works with {@link FlinkRocksOptions} only. Other backends drop values at once, and need
 * nothing of this.
 *
 * <p>Before the barrier, so that the checkpoint is made of the new files. Takes as long as reading
 * and writing the state of this subtask; nothing is processed meanwhile. A savepoint that is being
 * written at that moment keeps what it shows from being dropped; RocksDB drops it when the
 * savepoint is written.
 *
 * <p>NOT thread-safe.
 */
public final class FlinkCompaction {
  private final CompactionSchedule schedule;
  private final KeyedStateBackend<?> backend;
  private final List<StateDescriptor<?, ?>> states;
  private boolean needed;
  private long due;

  /**
   * @param schedule when
   * @param backend of the operator
   * @param states that values are removed from or replaced in; all must be registered. One that
   *     comes twice in a row is rewritten twice: the list of files tells the first and last keys of
   *     those that are gone until the next change of it
   */
  public FlinkCompaction(
      CompactionSchedule schedule,
      KeyedStateBackend<?> backend,
      List<StateDescriptor<?, ?>> states) {
    this.schedule = schedule;
    this.backend = backend;
    this.states = List.copyOf(states);
  }

  /**
   * The files that came with a checkpoint may hold what was removed before it. What is due counts
   * from the checkpoint and not from the next barrier, as in {@link FlinkHoldings}: checkpoints
   * that failed have used up numbers.
   *
   * @param checkpoint that was restored
   */
  public void restored(long checkpoint) {
    needed = true;
    due = schedule.dueAfter(checkpoint + 1);
  }

  /** Something was removed or replaced before the coming barrier. */
  public void needed() {
    needed = true;
  }

  /** Rewrites what is due before this barrier. */
  public void beforeBarrier(long epoch) throws Exception {
    if (needed && due == 0) {
      due = schedule.dueAfter(epoch);
    }
    if (needed && epoch >= due) {
      compact();
      needed = false;
      due = 0;
    }
  }

  private void compact() throws Exception {
    if (backend instanceof RocksDBKeyedStateBackend<?> rocks) {
      for (StateDescriptor<?, ?> state : states) {
        rocks.compactState(state);
      }
    }
  }
}
