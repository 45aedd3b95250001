package io.ameles.stream.metric;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tags get gauges. There may be as many tags as there are labels, and every gauge is held by
 * every reporter for as long as the job runs; so per name the first ones that come get one.
 *
 * <p>NOT thread-safe.
 */
final class BoundedTags {
  private final int limit;
  private final Map<String, Set<String>> admitted = new HashMap<>();

  /**
   * @param limit tags per name
   */
  BoundedTags(int limit) {
    this.limit = limit;
  }

  /** Whether a fact gets a gauge; one without a tag always does. */
  boolean admits(String name, @Nullable String tag) {
    if (tag == null) {
      return true;
    }
    Set<String> tags = admitted.computeIfAbsent(name, first -> new HashSet<>());
    return tags.contains(tag) || (tags.size() < limit && tags.add(tag));
  }
}
