package io.ameles.stream.learn;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An epoch has its version.
 *
 * @param epoch the checkpoint
 * @param closedAt milliseconds since the epoch
 * @param stateDigests by learner, of the version
 * @param offsets by topic and partition, the first that the version does not reflect
 */
public record EpochClosed(
    long epoch,
    long closedAt,
    SortedMap<String, String> stateDigests,
    SortedMap<String, SortedMap<Integer, Long>> offsets) {
  /** Copies the maps. */
  public EpochClosed {
    stateDigests = new TreeMap<>(stateDigests);
    SortedMap<String, SortedMap<Integer, Long>> copy = new TreeMap<>();
    offsets.forEach((topic, byPartition) -> copy.put(topic, new TreeMap<>(byPartition)));
    offsets = copy;
  }
}
