package io.ameles.client;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Partitions of records that are committed, open, or no records at all. */
final class InMemoryDeletionLog implements DeletionLog {
  private static final long MARKER = -1;

  private final SortedMap<Integer, List<Slot>> partitions = new TreeMap<>();
  private final SortedMap<Integer, Long> begins = new TreeMap<>();
  private boolean reachable = true;
  private boolean closed;
  private int looks;

  private record Slot(long timestamp, boolean committed) {}

  InMemoryDeletionLog partition(int partition) {
    partitions.put(partition, new ArrayList<>());
    return this;
  }

  InMemoryDeletionLog record(int partition, long timestamp) {
    partitions.get(partition).add(new Slot(timestamp, true));
    return this;
  }

  InMemoryDeletionLog open(int partition, long timestamp) {
    partitions.get(partition).add(new Slot(timestamp, false));
    return this;
  }

  InMemoryDeletionLog marker(int partition) {
    partitions.get(partition).add(new Slot(MARKER, true));
    return this;
  }

  InMemoryDeletionLog expire(int partition, long begin) {
    begins.put(partition, begin);
    return this;
  }

  void reachable(boolean is) {
    reachable = is;
  }

  boolean closed() {
    return closed;
  }

  /** How often records were looked for. */
  int looks() {
    return looks;
  }

  @Override
  public SortedMap<Integer, Extent> extents() {
    if (!reachable) {
      throw new AmelesException(ErrorCode.KAFKA, "nobody is there");
    }
    SortedMap<Integer, Extent> extents = new TreeMap<>();
    partitions.forEach(
        (partition, slots) -> {
          int decided = 0;
          while (decided < slots.size() && slots.get(decided).committed()) {
            decided++;
          }
          extents.put(
              partition, new Extent(begins.getOrDefault(partition, 0L), decided, slots.size()));
        });
    return extents;
  }

  @Override
  public OptionalLong firstCommitted(int partition, long from, long to) {
    return first(partition, from, to, true);
  }

  @Override
  public OptionalLong firstWritten(int partition, long from, long to) {
    return first(partition, from, to, false);
  }

  private OptionalLong first(int partition, long from, long to, boolean committed) {
    looks++;
    return partitions.get(partition).subList((int) from, (int) to).stream()
        .filter(slot -> slot.timestamp() != MARKER && (slot.committed() || !committed))
        .mapToLong(Slot::timestamp)
        .findFirst();
  }

  @Override
  public void wake() {
    // Nobody waits.
  }

  @Override
  public void close() {
    closed = true;
  }
}
