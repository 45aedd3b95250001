package io.ameles.stream;

import io.ameles.stream.seal.FlinkRocksOptions;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

/** The state backends that people run. */
public enum Backend {
  /** Objects on the heap. */
  HEAP,
  /** Bytes on disk. */
  ROCKSDB;

  /** A new backend for one subtask. */
  public StateBackend create() {
    return switch (this) {
      case HEAP -> new HashMapStateBackend();
      case ROCKSDB -> {
        EmbeddedRocksDBStateBackend rocks = new EmbeddedRocksDBStateBackend();
        rocks.setRocksDBOptions(new FlinkRocksOptions());
        yield rocks;
      }
    };
  }
}
