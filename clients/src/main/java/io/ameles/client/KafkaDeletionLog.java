package io.ameles.client;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic itself, read without a group and without leaving a trace. */
final class KafkaDeletionLog implements DeletionLog {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> committed;
  private final KafkaConsumer<byte[], byte[]> written;

  /**
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param topic of deletions
   */
  KafkaDeletionLog(Properties kafka, String topic) {
    this.topic = topic;
    this.committed = consumer(kafka, "read_committed");
    try {
      this.written = consumer(kafka, "read_uncommitted");
    } catch (RuntimeException e) {
      committed.close();
      throw e;
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Properties kafka, String isolation) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public SortedMap<Integer, Extent> extents() {
    return asked(
        () -> {
          List<TopicPartition> partitions =
              committed.partitionsFor(topic).stream()
                  .map(info -> new TopicPartition(topic, info.partition()))
                  .toList();
          if (partitions.isEmpty()) {
            throw new KafkaException("there is no such topic");
          }
          Map<TopicPartition, Long> ends = written.endOffsets(partitions);
          Map<TopicPartition, Long> decided = committed.endOffsets(partitions);
          Map<TopicPartition, Long> begins = committed.beginningOffsets(partitions);
          SortedMap<Integer, Extent> extents = new TreeMap<>();
          for (TopicPartition one : partitions) {
            extents.put(
                one.partition(), new Extent(begins.get(one), decided.get(one), ends.get(one)));
          }
          return extents;
        });
  }

  @Override
  public OptionalLong firstCommitted(int partition, long from, long to) {
    return asked(() -> first(committed, partition, from, to));
  }

  @Override
  public OptionalLong firstWritten(int partition, long from, long to) {
    return asked(() -> first(written, partition, from, to));
  }

  private OptionalLong first(
      KafkaConsumer<byte[], byte[]> consumer, int number, long from, long to) {
    TopicPartition partition = new TopicPartition(topic, number);
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    long idle = 0;
    while (consumer.position(partition) < to) {
      long before = consumer.position(partition);
      OptionalLong lowest =
          consumer.poll(POLL).records(partition).stream()
              .filter(found -> found.offset() < to)
              .mapToLong(ConsumerRecord::timestamp)
              .min();
      if (lowest.isPresent()) {
        return lowest;
      }
      idle = consumer.position(partition) > before ? 0 : idle + 1;
      if (idle > PATIENCE.dividedBy(POLL)) {
        throw new KafkaException("the broker sends nothing");
      }
    }
    return OptionalLong.empty();
  }

  private <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (KafkaException e) {
      throw new AmelesException(
          ErrorCode.KAFKA,
          "Topic %s cannot be looked at; is the broker there, and the topic's prefix right? %s"
              .formatted(topic, e.getMessage()),
          e);
    }
  }

  @Override
  public void wake() {
    committed.wakeup();
    written.wakeup();
  }

  @Override
  public void close() {
    try (written) {
      committed.close();
    }
  }
}
