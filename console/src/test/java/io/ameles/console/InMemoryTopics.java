package io.ameles.console;

import io.ameles.console.picture.Place;
import io.ameles.console.tail.Feed;
import io.ameles.console.tail.TopicRecord;
import io.ameles.console.tail.Topics;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Topics of one partition each that can go away. Thread-safe. */
final class InMemoryTopics implements Topics {
  private final Map<String, List<byte[]>> topics = new ConcurrentHashMap<>();
  private volatile boolean reachable = true;
  private volatile boolean endless;

  void send(String topic, byte[] value) {
    records(topic).add(value);
  }

  void reachable(boolean now) {
    reachable = now;
  }

  /** Whether there is always more to read at first than was read. */
  void endless(boolean now) {
    endless = now;
  }

  private List<byte[]> records(String topic) {
    return topics.computeIfAbsent(topic, name -> new CopyOnWriteArrayList<>());
  }

  private void requireReachable() {
    if (!reachable) {
      throw new AmelesException(ErrorCode.KAFKA, "nobody is there");
    }
  }

  @Override
  public Feed follow(String topic) {
    requireReachable();
    return new Feed() {
      private int next;

      @Override
      public List<TopicRecord> poll() {
        requireReachable();
        List<TopicRecord> found = new ArrayList<>();
        List<byte[]> all = records(topic);
        while (next < all.size()) {
          found.add(new TopicRecord(0, next, all.get(next)));
          next++;
        }
        return found;
      }

      @Override
      public boolean isAtEnd() {
        return !endless && next == records(topic).size();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Map<String, SortedMap<Integer, Long>> ends(List<String> names) {
    requireReachable();
    Map<String, SortedMap<Integer, Long>> ends = new TreeMap<>();
    names.forEach(name -> ends.put(name, new TreeMap<>(Map.of(0, (long) records(name).size()))));
    return ends;
  }

  @Override
  public List<TopicRecord> read(String topic, List<Place> places) {
    requireReachable();
    return places.stream()
        .map(
            place ->
                new TopicRecord(
                    0, place.offset(), records(topic).get(Math.toIntExact(place.offset()))))
        .toList();
  }

  @Override
  public void close() {}
}
