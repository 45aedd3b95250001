package io.ameles.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How far topics have been written, without reading them.
 *
 * <p>NOT thread-safe.
 */
public final class TopicEnds implements AutoCloseable {
  private static final Duration LOOKUP = Duration.ofSeconds(5);

  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param kafka client properties, {@code bootstrap.servers} among them
   */
  public TopicEnds(Properties kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Looks where topics end.
   *
   * @return per topic and partition: the offset after the last committed record; topics that are
   *     not there are left out
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer within seconds
   */
  public Map<String, SortedMap<Integer, Long>> of(List<String> topics) {
    Map<String, List<PartitionInfo>> known = consumer.listTopics(LOOKUP);
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> known.getOrDefault(topic, List.of()).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    Map<String, SortedMap<Integer, Long>> ends = new HashMap<>();
    consumer
        .endOffsets(partitions, LOOKUP)
        .forEach(
            (partition, end) ->
                ends.computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                    .put(partition.partition(), end));
    return ends;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
