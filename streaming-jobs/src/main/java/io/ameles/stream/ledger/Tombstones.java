package io.ameles.stream.ledger;

import io.ameles.schema.DeletionScope;
import io.ameles.stream.decode.Arrival;
import org.jspecify.annotations.Nullable;

/** The deletions that concern every subject: labels, tasks and retention. */
interface Tombstones {
  /** The deletion of a label or task, if there was one. */
  @Nullable Tombstone of(DeletionScope scope, String target);

  void put(DeletionScope scope, String target, Tombstone tombstone);

  /** Everything that occurred up to and including then is gone; null without retention. */
  @Nullable Long retentionCutoff();

  void putRetentionCutoff(long cutoff);

  default boolean cover(Arrival arrival) {
    return expired(arrival.occurredAt())
        || covers(DeletionScope.LABEL, arrival.label(), arrival.occurredAt())
        || (arrival.task() != null
            && covers(DeletionScope.TASK, arrival.task(), arrival.occurredAt()));
  }

  default boolean expired(long occurredAt) {
    Long cutoff = retentionCutoff();
    return cutoff != null && occurredAt <= cutoff;
  }

  private boolean covers(DeletionScope scope, String target, long occurredAt) {
    return Tombstone.isCovered(of(scope, target), occurredAt);
  }
}
