package io.ameles.model.learn;

import java.io.Serializable;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that was chosen about a learner. It is part of every manifest, so that somebody else
 * can recompute the learner from it.
 *
 * @param name by which it is called in this model
 * @param type which algorithm
 * @param values every setting of the algorithm, those left to their default included
 */
public record LearnerSettings(String name, String type, SortedMap<String, String> values)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Copies the map. */
  public LearnerSettings {
    values = new TreeMap<>(values);
  }

  /** Settings of an algorithm that has none, under its own name. */
  public static LearnerSettings of(String type) {
    return new LearnerSettings(type, type, new TreeMap<>(Map.of()));
  }

  /** As in {@code ridge[lambda=1.0 features=raw]}. */
  @Override
  public String toString() {
    String settings =
        values.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "));
    return "%s:%s[%s]".formatted(name, type, settings);
  }
}
