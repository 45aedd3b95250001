package io.ameles.console.tail;

import io.ameles.client.TopicEnds;
import io.ameles.client.TopicReader;
import io.ameles.console.picture.Place;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** The topics of a Kafka cluster. */
public final class KafkaTopics implements Topics {
  private final Properties kafka;
  private final TopicEnds ends;

  /**
   * @param kafka client properties, {@code bootstrap.servers} among them
   */
  public KafkaTopics(Properties kafka) {
    this.kafka = new Properties();
    this.kafka.putAll(kafka);
    this.ends = new TopicEnds(kafka);
  }

  @Override
  public Feed follow(String topic) {
    return reaching(() -> new KafkaFeed(new TopicReader(kafka, topic)));
  }

  @Override
  public synchronized Map<String, SortedMap<Integer, Long>> ends(List<String> topics) {
    return reaching(() -> ends.of(topics));
  }

  @Override
  public List<TopicRecord> read(String topic, List<Place> places) {
    return reaching(
        () -> {
          List<TopicRecord> found = new ArrayList<>();
          try (TopicReader reader = new TopicReader(kafka, topic)) {
            for (Place place : places) {
              reader
                  .at(place.partition(), place.offset())
                  .map(KafkaTopics::copy)
                  .ifPresent(found::add);
            }
          }
          return found;
        });
  }

  @Override
  public synchronized void close() {
    ends.close();
  }

  private static TopicRecord copy(ConsumerRecord<byte[], byte[]> kafka) {
    return new TopicRecord(kafka.partition(), kafka.offset(), kafka.value());
  }

  /** Kafka's own messages may quote what was configured, so they are not passed on. */
  private <T> T reaching(Supplier<T> attempt) {
    try {
      return attempt.get();
    } catch (AmelesException e) {
      throw e.code() == ErrorCode.NOT_FOUND ? e : unreachable(e.getCause());
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  private AmelesException unreachable(Throwable cause) {
    return new AmelesException(
        ErrorCode.KAFKA,
        "Kafka at %s cannot be read (%s); trying again."
            .formatted(
                kafka.getProperty("bootstrap.servers"),
                cause == null ? "no reason given" : cause.getClass().getSimpleName()),
        cause);
  }

  /** One topic. */
  private final class KafkaFeed implements Feed {
    private final TopicReader reader;

    private KafkaFeed(TopicReader reader) {
      this.reader = reader;
    }

    @Override
    public List<TopicRecord> poll() {
      return reaching(
          () -> {
            List<TopicRecord> records = new ArrayList<>();
            reader.poll().forEach(kafkaRecord -> records.add(copy(kafkaRecord)));
            return records;
          });
    }

    @Override
    public boolean isAtEnd() {
      return reader.isAtEnd();
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
