package io.ameles.stream.seal;

import io.ameles.model.AmelesException;
import io.ameles.model.version.VersionStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the model store and at the folder of checkpoints.
 *
 * <p>A request's epoch is the first whose checkpoint does not hold what was removed: barriers are
 * aligned, every operator applies what came before the barrier before it passes it on, and nobody
 * keeps records across it. On the heap a checkpoint is a full copy of the live values. With RocksDB
 * it is made of files that may still hold dead ones, until they are rewritten ({@link
 * FlinkCompaction}); the first checkpoint after that is the first clean one.
 *
 * <p>NOT thread-safe.
 */
public final class FlinkHoldings implements Holdings {
  private static final long serialVersionUID = 1L;

  /** The folder is listed once for all requests that wait at one barrier. */
  private static final long FRESH_NANOS = Duration.ofMillis(100).toNanos();

  private final String store;
  private final String model;
  private final @Nullable FlinkCheckpointFolder folder;
  private final FlinkSealingLimits limits;
  private final CompactionSchedule schedule;
  private final SerializableSupplier<Long> nanoTime;

  private String run = "";
  private long restored;
  private transient @Nullable CheckpointInventory inventory;
  private transient long listedAt;

  /**
   * @param store the model store
   * @param model the model's name
   * @param engine the effective configuration of the engine
   * @param schedule when RocksDB's files are rewritten
   */
  public FlinkHoldings(
      Path store, String model, ReadableConfig engine, CompactionSchedule schedule) {
    this(store, model, engine, schedule, System::nanoTime);
  }

  FlinkHoldings(
      Path store,
      String model,
      ReadableConfig engine,
      CompactionSchedule schedule,
      SerializableSupplier<Long> nanoTime) {
    this.store = store.toString();
    this.model = model;
    String checkpoints = engine.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    this.folder = checkpoints == null ? null : new FlinkCheckpointFolder(checkpoints);
    this.limits = FlinkSealingLimits.of(engine);
    this.schedule = schedule;
    this.nanoTime = nanoTime;
  }

  @Override
  public void begin(String newRun, long restoredFrom) {
    run = newRun;
    restored = restoredFrom;
  }

  @Override
  public boolean published(long epoch) {
    Optional<Long> current = versions().currentEpoch();
    return current.isPresent() && current.get() >= epoch;
  }

  @Override
  public List<String> outstanding(long epoch) {
    List<String> sentences = new ArrayList<>(limits.sentences());
    outstandingVersions(epoch).ifPresent(sentences::add);
    sentences.addAll(outstandingCheckpoints(epoch));
    return sentences;
  }

  private Optional<String> outstandingVersions(long epoch) {
    try {
      List<Long> older = versions().holdings().stream().filter(held -> held < epoch).toList();
      return older.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "%d stored version(s) from before epoch %d, the oldest of epoch %d; they go when the version of that epoch is published."
                  .formatted(older.size(), epoch, older.get(0)));
    } catch (AmelesException e) {
      return Optional.of(
          "The stored versions cannot be listed, and may be from before epoch %d."
              .formatted(epoch));
    }
  }

  private List<String> outstandingCheckpoints(long epoch) {
    if (folder == null) {
      return List.of(
          "No folder of checkpoints is configured, so nobody can tell which there are; set execution.checkpointing.dir.");
    }
    try {
      return inventory(folder).outstanding(epoch, clean(epoch), run, restored);
    } catch (IOException | RuntimeException e) {
      return List.of(
          "The checkpoints cannot be listed (%s), and may be from before epoch %d."
              .formatted(e.getClass().getSimpleName(), epoch));
    }
  }

  /**
   * The first checkpoint whose files do not hold what was removed in {@code epoch}. How often files
   * were rewritten in earlier runs is not known, so of what was removed then it counts from the
   * start of this run.
   */
  private long clean(long epoch) {
    return limits.rocks() ? schedule.dueAfter(Math.max(epoch, restored + 1)) : epoch;
  }

  private CheckpointInventory inventory(FlinkCheckpointFolder checkpoints) throws IOException {
    CheckpointInventory known = inventory;
    long now = nanoTime.get();
    if (known == null || now - listedAt > FRESH_NANOS) {
      known = checkpoints.inventory();
      inventory = known;
      listedAt = now;
    }
    return known;
  }

  private VersionStore versions() {
    return new VersionStore(Path.of(store), model);
  }
}
