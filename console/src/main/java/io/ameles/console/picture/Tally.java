package io.ameles.console.picture;

import java.util.Map;
import java.util.TreeMap;

/** What was read and could not be used. NOT thread-safe. */
public final class Tally {
  private final Map<String, Long> broken = new TreeMap<>();
  private long foreign;

  void broken(String topic) {
    broken.merge(topic, 1L, Long::sum);
  }

  void ofAnotherModel() {
    foreign++;
  }

  /** Records that are not what their topic holds, by topic. */
  public Map<String, Long> broken() {
    return broken;
  }

  /** Records of another model. */
  public long foreign() {
    return foreign;
  }
}
