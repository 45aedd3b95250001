package io.ameles.stream.learn;

import io.ameles.model.head.Head;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters of every learner as of one epoch, for scoring what comes after it.
 *
 * @param epoch of the version
 * @param byLearner parameters by learner name
 * @param removedShare how many of the live examples the epoch removed, 0 to 1
 */
public record Heads(long epoch, SortedMap<String, Head> byLearner, double removedShare) {
  /** Copies the map. */
  public Heads {
    byLearner = new TreeMap<>(byLearner);
  }
}
