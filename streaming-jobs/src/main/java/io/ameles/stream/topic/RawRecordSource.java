package io.ameles.stream.topic;

import io.ameles.stream.decode.Position;
import io.ameles.stream.decode.RawRecord;
import io.ameles.stream.decode.RawRecordCodec;
import io.ameles.stream.state.CodecTypeInfo;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic's records as they are. A source that decoded would crash on the first bad one. */
public final class RawRecordSource {
  private RawRecordSource() {}

  /**
   * A source that begins at the beginning and afterwards where its checkpoint says.
   *
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param topic to read
   * @param group consumer group, used for monitoring the lag only
   * @param maxBytes larger values are reported by their size and not carried along
   */
  public static KafkaSource<RawRecord> of(
      Properties kafka, String topic, String group, int maxBytes) {
    return KafkaSource.<RawRecord>builder()
        .setProperties(kafka)
        .setTopics(topic)
        .setGroupId(group)
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new AsTheyAre(maxBytes))
        .build();
  }

  /**
   * A source that begins with what comes after its first start, and afterwards where its group has
   * committed, which happens with every checkpoint: for records that somebody waits for.
   *
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param topic to read
   * @param group consumer group, which nobody else may use
   * @param maxBytes larger values are reported by their size and not carried along
   */
  @SuppressWarnings(
      "deprecation") // Kafka's clients keep the enum for others; the connector asks for it
  public static KafkaSource<KeyedRecord> ofNewOnes(
      Properties kafka, String topic, String group, int maxBytes) {
    return KafkaSource.<KeyedRecord>builder()
        .setProperties(kafka)
        .setTopics(topic)
        .setGroupId(group)
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setStartingOffsets(new CommittedOrEnd())
        .setDeserializer(new WithTheirKeys(maxBytes))
        .build();
  }

  private static RawRecord raw(ConsumerRecord<byte[], byte[]> kafka, int maxBytes) {
    byte[] value = kafka.value();
    int size = value == null ? -1 : value.length;
    return new RawRecord(
        kafka.topic(),
        new Position(kafka.partition(), kafka.offset()),
        kafka.timestamp(),
        size,
        size > maxBytes ? null : value);
  }

  private static final class WithTheirKeys
      implements KafkaRecordDeserializationSchema<KeyedRecord> {
    private static final long serialVersionUID = 1L;

    private final int maxBytes;

    WithTheirKeys(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> kafka, Collector<KeyedRecord> out) {
      out.collect(new KeyedRecord(kafka.key(), raw(kafka, maxBytes)));
    }

    @Override
    public TypeInformation<KeyedRecord> getProducedType() {
      return CodecTypeInfo.of(KeyedRecordCodec.INSTANCE);
    }
  }

  private static final class AsTheyAre implements KafkaRecordDeserializationSchema<RawRecord> {
    private static final long serialVersionUID = 1L;

    private final int maxBytes;

    AsTheyAre(int maxBytes) {
      this.maxBytes = maxBytes;
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> kafka, Collector<RawRecord> out) {
      out.collect(raw(kafka, maxBytes));
    }

    @Override
    public TypeInformation<RawRecord> getProducedType() {
      return CodecTypeInfo.of(RawRecordCodec.INSTANCE);
    }
  }

  /**
   * Where the group has committed, and for the other partitions the end as it is now: a number,
   * which the first checkpoint commits even if nothing was read.
   */
  private static final class CommittedOrEnd implements OffsetsInitializer {
    private static final long serialVersionUID = 1L;

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
        Collection<TopicPartition> partitions, PartitionOffsetsRetriever kafka) {
      Map<TopicPartition, Long> offsets = new HashMap<>(kafka.endOffsets(partitions));
      offsets.putAll(kafka.committedOffsets(partitions));
      return offsets;
    }

    /** Of what retention has removed in the meantime, the rest. */
    @Override
    @SuppressWarnings("deprecation") // the connector asks for an enum that the clients deprecate
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
      return OffsetResetStrategy.EARLIEST;
    }
  }
}
