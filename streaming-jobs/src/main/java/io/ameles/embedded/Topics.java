package io.ameles.embedded;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creation of topics, safe to repeat. */
final class Topics {

  private Topics() {}

  /**
   * Creates the topics that do not exist yet, with the broker's default replication, and waits
   * until the broker announces all of them. A topic that exists is left as it is.
   *
   * @throws AmelesException if a topic cannot be created or is not announced in time
   */
  static void create(String bootstrapServers, int partitions, Collection<String> names) {
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, was " + partitions);
    }
    Map<String, Object> connection = Map.of("bootstrap.servers", bootstrapServers);
    try (Admin admin = Admin.create(connection)) {
      admin
          .createTopics(
              names.stream()
                  .map(name -> new NewTopic(name, Optional.of(partitions), Optional.empty()))
                  .toList())
          .values()
          .forEach(Topics::awaitCreated);
    }
    // A producer, unlike the admin client, waits for a topic that the broker does not know yet.
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(connection, new ByteArraySerializer(), new ByteArraySerializer())) {
      names.forEach(producer::partitionsFor);
    } catch (KafkaException e) {
      throw new AmelesException(
          ErrorCode.KAFKA, "Topics " + names + " were not announced: " + e, e);
    }
  }

  private static void awaitCreated(String name, KafkaFuture<Void> created) {
    try {
      created.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new AmelesException(
            ErrorCode.KAFKA, "Topic '" + name + "' was not created: " + e.getCause(), e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmelesException(
          ErrorCode.KAFKA, "Interrupted while creating topic '" + name + "'", e);
    }
  }
}
