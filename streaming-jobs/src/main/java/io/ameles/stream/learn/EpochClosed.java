package io.ameles.stream.learn;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An epoch has its version.
 *
 * @param epoch the checkpoint
 * @param closedAt milliseconds since the epoch
 * @param stateDigests by learner, of the version
 */
public record EpochClosed(long epoch, long closedAt, SortedMap<String, String> stateDigests) {
  /** Copies the map. */
  public EpochClosed {
    stateDigests = new TreeMap<>(stateDigests);
  }
}
