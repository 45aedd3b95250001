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
   * @param states that values are removed from or replaced in; all must be registered
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
   * Something was removed or replaced before the coming barrier. Also to be called after a restore:
   * the files that came with the checkpoint may hold what was removed before it.
   */
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
        rocks.compactState(state); // the list of files still tells keys of those before the last
      }
    }
  }
}
