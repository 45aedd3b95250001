package io.ameles.client;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic's committed records from the beginning, without a consumer group and without
 * leaving a trace.
 *
 * <p>NOT thread-safe.
 */
public final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LOOKUP = Duration.ofSeconds(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param topic to read
   * @throws AmelesException with {@link ErrorCode#KAFKA} if the broker or the topic is not there
   */
  public TopicReader(Properties kafka, String topic) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      partitions =
          consumer.partitionsFor(topic, LOOKUP).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
              .toList();
    } catch (KafkaException e) {
      consumer.close();
      throw new AmelesException(
          ErrorCode.KAFKA,
          "Topic %s cannot be read at %s: %s"
              .formatted(topic, kafka.getProperty("bootstrap.servers"), e.getMessage()),
          e);
    }
    if (partitions.isEmpty()) {
      consumer.close();
      throw new AmelesException(
          ErrorCode.NOT_FOUND,
          "Topic %s does not exist at %s; check the prefix."
              .formatted(topic, kafka.getProperty("bootstrap.servers")));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** The records that arrive within a moment. */
  public Iterable<ConsumerRecord<byte[], byte[]>> poll() {
    return consumer.poll(POLL);
  }

  /** Reads everything that is there now. */
  public void readAll(Consumer<ConsumerRecord<byte[], byte[]>> receiver) {
    readUntil(consumer.endOffsets(partitions), receiver);
  }

  /**
   * Reads partition by partition, in the order of their numbers, up to given offsets; what the
   * topic no longer holds is left out.
   *
   * @param ends per partition: the offset after the last record wanted; partitions left out are not
   *     read
   */
  public void readUntil(
      SortedMap<Integer, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> receiver) {
    for (TopicPartition partition : partitions) {
      Long end = ends.get(partition.partition());
      if (end != null) {
        long last = consumer.endOffsets(List.of(partition)).get(partition);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        readUntil(Map.of(partition, Math.min(end, last)), receiver);
      }
    }
  }

  private void readUntil(
      Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> receiver) {
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<byte[], byte[]> kafka : consumer.poll(POLL)) {
        Long end = ends.get(new TopicPartition(kafka.topic(), kafka.partition()));
        if (end != null && kafka.offset() < end) {
          receiver.accept(kafka);
        }
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptException("interrupted while reading");
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
