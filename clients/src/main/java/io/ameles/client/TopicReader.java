package io.ameles.client;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final String topic;
  private final List<TopicPartition> partitions;

  /**
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param topic to read
   * @throws AmelesException with {@link ErrorCode#KAFKA} if the broker or the topic is not there
   */
  public TopicReader(Properties kafka, String topic) {
    this.topic = topic;
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

  /** Whether nothing more was there when the broker was heard of last; false before that. */
  public boolean isAtEnd() {
    return partitions.stream().allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0);
  }

  /**
   * One record; what was read before does not matter, and reading on does not make sense after it.
   *
   * @return empty if it is no longer there
   */
  public Optional<ConsumerRecord<byte[], byte[]>> at(int partition, long offset) {
    TopicPartition wanted = new TopicPartition(topic, partition);
    if (!partitions.contains(wanted)) {
      return Optional.empty();
    }
    long end = consumer.endOffsets(List.of(wanted), LOOKUP).get(wanted);
    long begin = consumer.beginningOffsets(List.of(wanted), LOOKUP).get(wanted);
    if (offset < begin || offset >= end) {
      return Optional.empty();
    }
    consumer.assign(List.of(wanted));
    consumer.seek(wanted, offset);
    while (consumer.position(wanted) <= offset) {
      for (ConsumerRecord<byte[], byte[]> kafka : consumer.poll(POLL)) {
        if (kafka.offset() == offset) {
          return Optional.of(kafka);
        }
      }
      requireGoingOn();
    }
    return Optional.empty();
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
      requireGoingOn();
    }
  }

  private static void requireGoingOn() {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptException("interrupted while reading");
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
