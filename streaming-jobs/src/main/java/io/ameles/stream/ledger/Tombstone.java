package io.ameles.stream.ledger;

import org.jspecify.annotations.Nullable;

/**
 * How far a deletion reaches in time.
 *
 * @param cutoff it covers what occurred up to and including then, milliseconds since the epoch
 * @param permanent it covers everything, for ever
 */
record Tombstone(long cutoff, boolean permanent) {
  /** Whether something that occurred at {@code occurredAt} is covered. */
  boolean covers(long occurredAt) {
    return permanent || occurredAt <= cutoff;
  }

  /** Covers what either covers. */
  Tombstone or(@Nullable Tombstone other) {
    return other == null
        ? this
        : new Tombstone(Math.max(cutoff, other.cutoff), permanent || other.permanent);
  }

  static boolean isCovered(@Nullable Tombstone tombstone, long occurredAt) {
    return tombstone != null && tombstone.covers(occurredAt);
  }
}
