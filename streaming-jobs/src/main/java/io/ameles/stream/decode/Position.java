package io.ameles.stream.decode;

import java.util.Comparator;

/**
 * Where a record lies in its topic. Of two events that claim the same id and revision with
 * different content, the one with the lower position counts: the first in a partition, as everybody
 * expects, and the same one whatever order the partitions are read in.
 *
 * @param partition of the topic
 * @param offset in the partition
 */
public record Position(int partition, long offset) implements Comparable<Position> {
  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::partition).thenComparingLong(Position::offset);

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "partition %d offset %d".formatted(partition, offset);
  }
}
