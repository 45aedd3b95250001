package io.ameles.embedded;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes strings to topics and returns when the broker has them. */
final class TopicWriter {

  private TopicWriter() {}

  /** Returns a producer that the caller closes. */
  static Producer<String, String> producer(String bootstrapServers, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", bootstrapServers);
    return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
  }

  static Producer<String, String> transactionalProducer(
      String bootstrapServers, String transactionalId) {
    Producer<String, String> producer =
        producer(bootstrapServers, Map.of("transactional.id", transactionalId));
    producer.initTransactions();
    return producer;
  }

  static void send(String bootstrapServers, String topic, String... values)
      throws ExecutionException, InterruptedException {
    try (Producer<String, String> producer = producer(bootstrapServers, Map.of())) {
      send(producer, topic, values);
    }
  }

  static void send(Producer<String, String> producer, String topic, String... values)
      throws ExecutionException, InterruptedException {
    send(
        producer,
        Arrays.stream(values)
            .map(value -> new ProducerRecord<String, String>(topic, value))
            .toList());
  }

  static void send(Producer<String, String> producer, List<ProducerRecord<String, String>> records)
      throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sent = records.stream().map(producer::send).toList();
    producer.flush();
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
  }
}
