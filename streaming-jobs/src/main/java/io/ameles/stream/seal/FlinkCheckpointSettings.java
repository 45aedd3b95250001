package io.ameles.stream.seal;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * How checkpoints are kept, as far as it matters for sealing.
 *
 * @param folder where; null if nowhere
 * @param savepoints where savepoints go by default; null if that is said with each
 * @param retained how many checkpoints stay
 */
public record FlinkCheckpointSettings(
    @Nullable String folder, @Nullable String savepoints, int retained) {
  /**
   * Reads them off a configuration.
   *
   * @param engine the effective one
   */
  public static FlinkCheckpointSettings of(ReadableConfig engine) {
    return new FlinkCheckpointSettings(
        engine.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY),
        engine.get(CheckpointingOptions.SAVEPOINT_DIRECTORY),
        engine.get(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS));
  }

  /** Whether savepoints are written where checkpoints are. */
  public boolean savepointsBeside() {
    if (folder == null || savepoints == null) {
      return false;
    }
    URI checkpoints = new Path(folder + Path.SEPARATOR).toUri();
    return (new Path(savepoints).toUri().normalize() + Path.SEPARATOR)
        .startsWith(checkpoints.normalize() + Path.SEPARATOR);
  }

  /** What lies there now and holds up sealing; empty if nothing does, or nothing is there. */
  public List<String> present() {
    if (folder == null) {
      return List.of();
    }
    try {
      return new FlinkCheckpointFolder(folder).inventory().crowd();
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }
}
