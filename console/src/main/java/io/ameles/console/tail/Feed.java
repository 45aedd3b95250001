package io.ameles.console.tail;

import java.util.List;

/** One topic, from its beginning on. NOT thread-safe. */
public interface Feed extends AutoCloseable {
  /** What arrives within a moment; may be nothing. */
  List<TopicRecord> poll();

  /** Whether everything that was there when it was looked last has been given out. */
  boolean isAtEnd();

  @Override
  void close();
}
