package io.ameles.console.tail;

import io.ameles.console.picture.Place;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The topics as the console reads them. Thread-safe. Every method throws {@link
 * io.ameles.model.AmelesException} if Kafka cannot be reached or does not have the topic.
 */
public interface Topics extends AutoCloseable {
  /** Begins to read a topic. */
  Feed follow(String topic);

  /**
   * How far topics have been written.
   *
   * @return per topic and partition: the offset after the last record
   */
  Map<String, SortedMap<Integer, Long>> ends(List<String> topics);

  /**
   * Reads single records again.
   *
   * @param places as partition and offset
   * @return in the order of {@code places}; those that are gone are left out
   */
  List<TopicRecord> read(String topic, List<Place> places);

  @Override
  void close();
}
