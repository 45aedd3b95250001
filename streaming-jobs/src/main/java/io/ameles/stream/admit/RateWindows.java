package io.ameles.stream.admit;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts requests by requester and window. Partitions are read at different speeds, so of every
 * requester several windows are open; what is older than the oldest of them counts there. NOT
 * thread-safe.
 */
final class RateWindows {
  /** How many windows of a requester are open at the same time. */
  static final int OPEN = 64;

  private final RequestRules.RateLimit limit;
  private final SortedMap<String, TreeMap<Long, Integer>> counts = new TreeMap<>();

  RateWindows(RequestRules.RateLimit limit, SortedMap<String, SortedMap<Long, Integer>> restored) {
    this.limit = limit;
    restored.forEach((requester, windows) -> counts.put(requester, new TreeMap<>(windows)));
  }

  /**
   * Counts a request unless the limit is reached.
   *
   * @param at milliseconds since the epoch
   * @return whether there was room for it
   */
  boolean take(String requester, long at) {
    TreeMap<Long, Integer> windows = counts.computeIfAbsent(requester, any -> new TreeMap<>());
    long window = window(at);
    if (windows.size() >= OPEN && window < windows.firstKey()) {
      window = windows.firstKey();
    }
    int taken = windows.getOrDefault(window, 0);
    if (taken >= limit.requests()) {
      return false;
    }
    windows.put(window, taken + 1);
    if (windows.size() > OPEN) {
      windows.pollFirstEntry();
    }
    return true;
  }

  /** When the window of an instant begins, milliseconds since the epoch. */
  long begin(long at) {
    return window(at) * limit.windowMillis();
  }

  private long window(long at) {
    return Math.floorDiv(at, limit.windowMillis());
  }

  /** A copy. */
  SortedMap<String, SortedMap<Long, Integer>> counts() {
    return new TreeMap<>(counts);
  }
}
