package io.ameles.stream.seal;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/**
 * What the engine's configuration keeps from ever being sealed, because it makes copies that nobody
 * here follows.
 *
 * @param sentences one per setting, with what to set instead; empty: everything can be sealed
 * @param rocks whether state lies in RocksDB's files
 */
public record FlinkSealingLimits(List<String> sentences, boolean rocks) implements Serializable {
  private static final Set<String> HEAP = Set.of("hashmap");
  private static final Set<String> ROCKS = Set.of("rocksdb");
  private static final Set<String> STORAGES = Set.of("filesystem", "jobmanager");

  /** Copies the list. */
  public FlinkSealingLimits {
    sentences = List.copyOf(sentences);
  }

  /**
   * Reads them off a configuration.
   *
   * @param engine the effective one, the cluster's own part included
   */
  public static FlinkSealingLimits of(ReadableConfig engine) {
    List<String> sentences = new ArrayList<>();
    String backend = engine.get(StateBackendOptions.STATE_BACKEND).toLowerCase(Locale.ROOT);
    boolean rocks = ROCKS.contains(backend);
    if (!rocks && !HEAP.contains(backend)) {
      sentences.add(
          "It is not known what the state backend %s keeps; set state.backend.type to hashmap or rocksdb."
              .formatted(backend));
    }
    if (engine.get(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG)) {
      sentences.add(
          "The changelog of the state keeps what was removed; set state.changelog.enabled to false.");
    }
    if (engine.get(CheckpointingOptions.FILE_MERGING_ENABLED)) {
      sentences.add(
          "Checkpoints share merged files, which outlive them; set execution.checkpointing.file-merging.enabled to false.");
    }
    if (engine.get(StateRecoveryOptions.LOCAL_RECOVERY)
        || engine.get(CheckpointingOptions.LOCAL_BACKUP_ENABLED)) {
      sentences.add(
          "Every TaskManager keeps copies of checkpoints on its own disk, which nobody follows; set execution.state-recovery.from-local and execution.checkpointing.local-backup.enabled to false.");
    }
    String storage = engine.get(CheckpointingOptions.CHECKPOINT_STORAGE);
    if (storage != null && !STORAGES.contains(storage.toLowerCase(Locale.ROOT))) {
      sentences.add(
          "It is not known what the checkpoint storage %s keeps; set execution.checkpointing.storage to filesystem."
              .formatted(storage));
    }
    if (rocks && engine.get(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER) > 0) {
      sentences.add(
          "A failed checkpoint that is tolerated may keep RocksDB from dropping what was removed; set execution.checkpointing.tolerable-failed-checkpoints to 0.");
    }
    if (rocks
        && !FlinkRocksOptions.class.getName().equals(engine.get(RocksDBOptions.OPTIONS_FACTORY))) {
      sentences.add(
          "RocksDB may keep what was removed in its files; leave state.backend.rocksdb.options-factory as it is by default.");
    }
    return new FlinkSealingLimits(sentences, rocks);
  }
}
