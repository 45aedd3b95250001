package io.ameles.model.verify;

import io.ameles.schema.DeadLetterCode;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was found in one input topic.
 *
 * @param expected how many records the version has read, by its manifest
 * @param read how many records the log still has
 * @param deadLetters records that cannot be used by themselves, by reason. For labelled events this
 *     is not all that the job sets aside: see {@link Audit} about contradictions.
 */
public record TopicAudit(long expected, long read, SortedMap<DeadLetterCode, Long> deadLetters) {
  /** Copies the map. */
  public TopicAudit {
    deadLetters = Collections.unmodifiableSortedMap(new TreeMap<>(deadLetters));
  }

  /** Whether the log still has everything that the version was made from. */
  public boolean complete() {
    return read == expected;
  }

  /** How many records cannot be used by themselves. */
  public long deadLetterCount() {
    return deadLetters.values().stream().mapToLong(Long::longValue).sum();
  }
}
