package io.ameles.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what a topic holds at the moment, from its first record to its end. */
final class TopicReader {

  private TopicReader() {}

  /** Returns the values of all records, of open and aborted transactions too. */
  static List<String> uncommitted(String bootstrapServers, String topic) {
    return values(bootstrapServers, topic, "read_uncommitted");
  }

  /** Returns the values of the records before the first open transaction, less the aborted. */
  static List<String> committed(String bootstrapServers, String topic) {
    return values(bootstrapServers, topic, "read_committed");
  }

  private static List<String> values(String bootstrapServers, String topic, String isolation) {
    return records(bootstrapServers, topic, Map.of("isolation.level", isolation)).stream()
        .map(ConsumerRecord::value)
        .toList();
  }

  /** Returns all records; those of one partition are in order. */
  static List<ConsumerRecord<String, String>> records(
      String bootstrapServers, String topic, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", bootstrapServers);
    all.put("fetch.max.wait.ms", 10); // an empty partition is no reason to wait
    try (Consumer<String, String> consumer =
        new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, String>> read = new ArrayList<>();
      while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
        consumer.poll(Duration.ofMillis(100)).forEach(read::add);
      }
      return read;
    }
  }
}
