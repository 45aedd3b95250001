package io.ameles.client;

import io.ameles.client.DeletionLog.Extent;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Finds out up to when a version reflects every deletion. Of a partition that the version has read
 * to its end, that is the instant just before the end was asked for; of any other, the timestamp of
 * the first record that is left; of all partitions, the earliest.
 *
 * <p>A record in a transaction that is still open cannot have been read by anybody, so the first of
 * these counts as left. Offsets without a record, which transactions leave behind, count for
 * nothing.
 *
 * <p>NOT thread-safe.
 */
final class DeletionReach {
  private final DeletionLog log;
  private final Clock clock;
  private final Map<Integer, Empty> empty = new HashMap<>();

  /** Offsets among which is no record. */
  private record Empty(long from, long to) {}

  DeletionReach(DeletionLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * @param offsets per partition, the offset after the last record that is reflected; 0 for
   *     partitions left out
   * @throws io.ameles.model.AmelesException if the broker does not say
   */
  Instant of(Map<Integer, Long> offsets) {
    Instant reached = clock.instant();
    for (Map.Entry<Integer, Extent> partition : log.extents().entrySet()) {
      long read = offsets.getOrDefault(partition.getKey(), 0L);
      OptionalLong left = left(partition.getKey(), read, partition.getValue());
      if (left.isPresent()) {
        Instant first = Instant.ofEpochMilli(left.getAsLong());
        reached = first.isBefore(reached) ? first : reached;
      }
    }
    return reached;
  }

  private OptionalLong left(int partition, long read, Extent extent) {
    OptionalLong committed = committed(partition, Math.max(read, extent.begin()), extent.decided());
    return committed.isPresent() || extent.decided() >= extent.end()
        ? committed
        : log.firstWritten(partition, Math.max(read, extent.decided()), extent.end());
  }

  private OptionalLong committed(int partition, long read, long to) {
    Empty known = empty.get(partition);
    boolean joins = known != null && known.from() <= read && read <= known.to();
    long from = joins ? known.to() : read;
    if (from >= to) {
      return OptionalLong.empty();
    }
    OptionalLong first = log.firstCommitted(partition, from, to);
    if (first.isEmpty()) {
      empty.put(partition, new Empty(joins ? known.from() : read, to));
    }
    return first;
  }
}
