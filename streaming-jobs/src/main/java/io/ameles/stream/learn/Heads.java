package io.ameles.stream.learn;

import io.ameles.model.head.Head;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters of every learner as of one epoch, for scoring what comes after it.
 *
 * @param epoch of the version
 * @param byLearner parameters by learner name
 */
public record Heads(long epoch, SortedMap<String, Head> byLearner) {
  /** Copies the map. */
  public Heads {
    byLearner = new TreeMap<>(byLearner);
  }
}
