package io.ameles.client;

import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * What a watermark has to know of the topic of deletions. NOT thread-safe, but for {@link #wake}.
 */
interface DeletionLog extends AutoCloseable {
  /**
   * How far a partition goes.
   *
   * @param begin the offset of the first record that is still there
   * @param decided before this offset, every transaction is committed or aborted
   * @param end the offset after the last record
   */
  record Extent(long begin, long decided, long end) {}

  /**
   * Every partition as it is now.
   *
   * @throws io.ameles.model.AmelesException if the broker does not say
   */
  SortedMap<Integer, Extent> extents();

  /**
   * The timestamp of the first committed record, in milliseconds since the epoch; if several come
   * with it, the lowest of theirs.
   *
   * @param from offset to begin at
   * @param to offset to end before; every transaction before it is decided
   * @return empty if no record is in between
   * @throws io.ameles.model.AmelesException if the broker does not say
   */
  OptionalLong firstCommitted(int partition, long from, long to);

  /**
   * The same for records whether they are committed or not.
   *
   * @throws io.ameles.model.AmelesException if the broker does not say
   */
  OptionalLong firstWritten(int partition, long from, long to);

  /** Ends a question that another thread is waiting in, with an exception there. Thread-safe. */
  void wake();

  @Override
  void close();
}
