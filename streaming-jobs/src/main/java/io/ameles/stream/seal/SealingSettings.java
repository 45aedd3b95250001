package io.ameles.stream.seal;

import java.io.Serializable;
import java.time.Duration;

/**
 * What can be chosen about sealing.
 *
 * @param compactEvery with RocksDB: how long what was removed may stay in its files before they are
 *     rewritten without it; rounded up to whole checkpoint intervals
 */
public record SealingSettings(Duration compactEvery) implements Serializable {
  /** How long, if nothing else is configured. */
  public static final SealingSettings DEFAULT = new SealingSettings(Duration.ofHours(1));

  /**
   * When files are rewritten.
   *
   * @param checkpointInterval time between checkpoints
   */
  public CompactionSchedule schedule(Duration checkpointInterval) {
    long interval = Math.max(1, checkpointInterval.toMillis());
    return new CompactionSchedule(Math.max(1, -Math.floorDiv(-compactEvery.toMillis(), interval)));
  }
}
