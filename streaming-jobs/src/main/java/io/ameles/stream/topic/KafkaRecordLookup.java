package io.ameles.stream.topic;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.stream.decode.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A {@link RecordLookup} with a consumer of its own, without a group. Goes through each partition
 * once, in the order of offsets, and leaps over long stretches that nobody asked for.
 */
public final class KafkaRecordLookup implements RecordLookup {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int PATIENCE = 60;

  /** So far it costs less to read on than to ask the broker anew. */
  private static final long STRIDE = 500;

  /** A leap throws away what was fetched ahead. */
  private static final int FETCHED_AHEAD = 1 << 17;

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;

  private KafkaRecordLookup(Properties kafka, String topic) {
    this.topic = topic;
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    properties.put(
        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(FETCHED_AHEAD));
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * Opens lookups of {@code topic}.
   *
   * @param kafka client properties, {@code bootstrap.servers} among them
   */
  public static Opener opener(Properties kafka, String topic) {
    Properties copy = new Properties();
    copy.putAll(kafka);
    return () -> new KafkaRecordLookup(copy, topic);
  }

  /**
   * @throws AmelesException with {@link ErrorCode#KAFKA} if the broker does not answer for a minute
   */
  @Override
  public Map<Position, SourceRecord> find(SortedSet<Position> positions) {
    Map<Integer, NavigableSet<Long>> offsets = new TreeMap<>();
    for (Position position : positions) {
      offsets
          .computeIfAbsent(position.partition(), partition -> new TreeSet<>())
          .add(position.offset());
    }
    Map<Position, SourceRecord> found = new HashMap<>();
    offsets.forEach((partition, wanted) -> find(partition, wanted, found));
    return found;
  }

  private void find(int number, NavigableSet<Long> wanted, Map<Position, SourceRecord> found) {
    TopicPartition partition = new TopicPartition(topic, number);
    consumer.assign(List.of(partition));
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    long next = wanted.first();
    consumer.seek(partition, next);
    int idle = 0;
    while (next < end) {
      var records = consumer.poll(POLL).records(partition);
      for (ConsumerRecord<byte[], byte[]> kafka : records) {
        if (wanted.contains(kafka.offset())) {
          found.put(
              new Position(number, kafka.offset()), new SourceRecord(kafka.key(), kafka.value()));
        }
      }
      long read = consumer.position(partition);
      idle = read > next || !records.isEmpty() ? 0 : idle + 1;
      requireProgress(idle);
      Long further = wanted.ceiling(read);
      if (further == null) {
        return;
      }
      if (further - read > STRIDE) {
        consumer.seek(partition, further);
        next = further;
      } else {
        next = read;
      }
    }
  }

  private void requireProgress(int idle) {
    if (idle >= PATIENCE) {
      throw new AmelesException(
          ErrorCode.KAFKA,
          "Records of %s that were read before cannot be read again; is the broker well?"
              .formatted(topic));
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
