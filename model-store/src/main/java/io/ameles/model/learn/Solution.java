package io.ameles.model.learn;

import io.ameles.model.head.Head;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a learner has come to.
 *
 * @param head the parameters
 * @param facts numbers about them for people to watch, such as a condition estimate, by name;
 *     finite
 */
public record Solution(Head head, SortedMap<String, Double> facts) {
  /** Copies the map. */
  public Solution {
    facts = new TreeMap<>(facts);
  }

  /** Parameters about which there is nothing to say. */
  public static Solution of(Head head) {
    return new Solution(head, new TreeMap<>(Map.of()));
  }
}
