package io.ameles.stream.metric;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tags get gauges. There may be as many tags as there are labels, and every gauge is held by
 * every reporter until its tag is forgotten; so per name the first ones that come get one.
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

  /** Makes room: there is no gauge of that name and tag any more. */
  void release(String name, String tag) {
    Set<String> tags = admitted.get(name);
    if (tags != null && tags.remove(tag) && tags.isEmpty()) {
      admitted.remove(name);
    }
  }
}
