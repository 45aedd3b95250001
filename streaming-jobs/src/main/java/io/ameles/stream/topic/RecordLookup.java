package io.ameles.stream.topic;

import io.ameles.stream.decode.Position;
import java.io.Serializable;
import java.util.Map;
import java.util.SortedSet;

/**
 * Looks up single records of a topic by where they lie. NOT thread-safe.
 *
 * @see KafkaRecordLookup
 */
public interface RecordLookup extends AutoCloseable {
  /**
   * The records that are still there.
   *
   * @param positions of records that were read before
   * @return by position; what was deleted or compacted away since is missing
   */
  Map<Position, SourceRecord> find(SortedSet<Position> positions);

  @Override
  void close();

  /** Opens a lookup where it is needed. */
  interface Opener extends Serializable {
    /** A lookup that the caller closes. */
    RecordLookup open();
  }
}
