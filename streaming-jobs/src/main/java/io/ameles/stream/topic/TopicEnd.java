package io.ameles.stream.topic;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the newest committed record of every partition of a topic, without a consumer group.
 * Thread-safe.
 */
public final class TopicEnd implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Properties kafka;
  private final String topic;

  /**
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param topic to look at
   */
  public TopicEnd(Properties kafka, String topic) {
    this.kafka = new Properties();
    this.kafka.putAll(kafka);
    this.topic = topic;
  }

  /**
   * Values of the newest records that a reader of committed records can see, one per partition that
   * has any.
   *
   * @throws AmelesException with {@link ErrorCode#KAFKA} if they cannot be read
   */
  public List<byte[]> newest() {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<byte[]> values = new ArrayList<>();
      for (TopicPartition partition : partitions(consumer)) {
        consumer.assign(List.of(partition));
        addNewest(consumer, partition, values);
      }
      return values;
    } catch (KafkaException e) {
      throw new AmelesException(
          ErrorCode.KAFKA,
          "The end of topic %s cannot be read: %s".formatted(topic, e.getMessage()),
          e);
    }
  }

  private List<TopicPartition> partitions(Consumer<?, ?> consumer) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  /**
   * Looks further and further back: transactions leave marks behind that take offsets and are no
   * records, and those that were aborted leave records behind that nobody is shown.
   */
  private static void addNewest(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, List<byte[]> values) {
    long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    long from = end;
    for (long back = 2; from > begin; back *= 4) {
      from = Math.max(begin, end - back);
      consumer.seek(partition, from);
      byte[] last = last(consumer, partition, end);
      if (last != null) {
        values.add(last);
        return;
      }
    }
  }

  private static byte @Nullable [] last(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
    byte[] last = null;
    long idle = 0;
    while (consumer.position(partition) < end) {
      long before = consumer.position(partition);
      for (ConsumerRecord<byte[], byte[]> kafkaRecord : consumer.poll(POLL)) {
        last = kafkaRecord.offset() < end ? kafkaRecord.value() : last;
      }
      idle = consumer.position(partition) > before ? 0 : idle + 1;
      if (idle > PATIENCE.dividedBy(POLL)) {
        throw new TimeoutException("the broker sends nothing");
      }
    }
    return last;
  }
}
