package io.ameles.stream.topic;

import java.time.Duration;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes records in the transaction of the checkpoint, exactly once for read_committed readers; or
 * at once, and then sometimes twice.
 */
public final class OutgoingSink {
  private OutgoingSink() {}

  /**
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param topic to write
   * @param transactionTimeout must not exceed the broker's {@code transaction.max.timeout.ms}, and
   *     must exceed the longest time between two completed checkpoints
   * @param transactionalId prefix that no other job uses
   */
  public static KafkaSink<Outgoing> of(
      Properties kafka, String topic, Duration transactionTimeout, String transactionalId) {
    return of(kafka, transactionTimeout, transactionalId, new AsItIs(topic));
  }

  /** As above, for records without a value, each into the partition that it says. */
  public static KafkaSink<SourceTombstone> ofTombstones(
      Properties kafka, String topic, Duration transactionTimeout, String transactionalId) {
    return of(kafka, transactionTimeout, transactionalId, new WithoutValue(topic));
  }

  private static <T> KafkaSink<T> of(
      Properties kafka,
      Duration transactionTimeout,
      String transactionalId,
      KafkaRecordSerializationSchema<T> serializer) {
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(kafka)
        .setBootstrapServers(kafka.getProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG))
        .setProperty(
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(transactionTimeout.toMillis()))
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        // Pooled names can leave readers waiting for a transaction that nobody will finish.
        .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING)
        .setTransactionalIdPrefix(transactionalId)
        .setRecordSerializer(serializer)
        .build();
  }

  /**
   * Writes records as they come: no reader waits for a checkpoint. After a failure, what was
   * written since the last one is written again.
   *
   * @param kafka client properties, {@code bootstrap.servers} among them
   * @param topic to write
   */
  public static KafkaSink<Outgoing> atOnce(Properties kafka, String topic) {
    return KafkaSink.<Outgoing>builder()
        .setKafkaProducerConfig(kafka)
        .setBootstrapServers(kafka.getProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG))
        .setProperty(ProducerConfig.LINGER_MS_CONFIG, "0")
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(new AsItIs(topic))
        .build();
  }

  private static final class AsItIs implements KafkaRecordSerializationSchema<Outgoing> {
    private static final long serialVersionUID = 1L;

    private final String topic;

    AsItIs(String topic) {
      this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Outgoing element, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(topic, element.key(), element.value());
    }
  }

  private static final class WithoutValue
      implements KafkaRecordSerializationSchema<SourceTombstone> {
    private static final long serialVersionUID = 1L;

    private final String topic;

    WithoutValue(String topic) {
      this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        SourceTombstone element, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(topic, element.partition(), element.key(), null);
    }
  }
}
