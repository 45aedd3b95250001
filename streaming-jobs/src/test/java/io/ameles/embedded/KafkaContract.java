package io.ameles.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ameles.model.AmelesException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the rest of the system needs of a Kafka broker, whoever runs it. */
@Timeout(60)
abstract class KafkaContract {

  private static final int MEBIBYTE = 1024 * 1024;

  /** The broker under test. */
  abstract KafkaBinding kafka();

  @Test
  void recordsComeBackInOrderWithKeyAndHeaders() throws Exception {
    kafka().createTopics(1, "round-trip");
    List<ProducerRecord<String, String>> sent = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      var record = new ProducerRecord<>("round-trip", "key " + i, "value " + i);
      record.headers().add("origin", "test".getBytes(UTF_8));
      sent.add(record);
    }

    try (Producer<String, String> producer = TopicWriter.producer(broker(), Map.of())) {
      TopicWriter.send(producer, sent);
    }

    List<ConsumerRecord<String, String>> read =
        TopicReader.records(broker(), "round-trip", Map.of());
    assertThat(read).hasSize(1_000);
    for (int i = 0; i < 1_000; i++) {
      assertThat(read.get(i).key()).isEqualTo("key " + i);
      assertThat(read.get(i).value()).isEqualTo("value " + i);
      assertThat(read.get(i).headers().lastHeader("origin").value()).asString().isEqualTo("test");
    }
  }

  @Test
  void recordOfSevenMebibytesIsAccepted() throws Exception {
    kafka().createTopics(1, "large");
    String large = "x".repeat(7 * MEBIBYTE);

    try (Producer<String, String> producer =
        TopicWriter.producer(broker(), Map.of("max.request.size", 8 * MEBIBYTE))) {
      TopicWriter.send(producer, "large", large);
    }

    assertThat(TopicReader.uncommitted(broker(), "large")).containsExactly(large);
  }

  @Test
  void creatingAnExistingTopicLeavesItsPartitionsAndRecords() throws Exception {
    kafka().createTopics(3, "existing");
    TopicWriter.send(broker(), "existing", "kept");

    kafka().createTopics(5, "existing", "new");

    try (Producer<String, String> producer = TopicWriter.producer(broker(), Map.of())) {
      assertThat(producer.partitionsFor("existing")).hasSize(3);
      assertThat(producer.partitionsFor("new")).hasSize(5);
    }
    assertThat(TopicReader.uncommitted(broker(), "existing")).containsExactly("kept");
  }

  @Test
  void topicWithForbiddenNameIsRefused() {
    assertThatThrownBy(() -> kafka().createTopics(1, "no spaces"))
        .isInstanceOf(AmelesException.class)
        .hasMessageContaining("'no spaces'");
  }

  @Test
  void topicIsNotCreatedByUse() {
    try (Producer<String, String> producer =
        TopicWriter.producer(broker(), Map.of("max.block.ms", 500))) {
      assertThatThrownBy(() -> TopicWriter.send(producer, "unknown", "lost"))
          .isInstanceOf(ExecutionException.class);
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker()))) {
      assertThatThrownBy(() -> admin.describeTopics(List.of("unknown")).allTopicNames().get())
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void consumerGroupGoesOnAfterItsCommittedOffset() throws Exception {
    kafka().createTopics(1, "group-input");
    TopicWriter.send(broker(), "group-input", "first", "second");

    assertThat(nextOfGroup("group-input")).isEqualTo("first");
    assertThat(nextOfGroup("group-input")).isEqualTo("second");
  }

  @Test
  void committedTransactionIsReadAsAWhole() throws Exception {
    kafka().createTopics(2, "committed");

    try (Producer<String, String> producer =
        TopicWriter.transactionalProducer(broker(), "commit")) {
      producer.beginTransaction();
      TopicWriter.send(
          producer,
          List.of(
              new ProducerRecord<>("committed", 0, "", "a"),
              new ProducerRecord<>("committed", 1, "", "b")));
      assertThat(TopicReader.committed(broker(), "committed")).isEmpty();
      assertThat(TopicReader.uncommitted(broker(), "committed")).hasSize(2);
      producer.commitTransaction();
    }

    assertThat(TopicReader.committed(broker(), "committed")).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void abortedTransactionIsReadOnlyByReadUncommitted() throws Exception {
    kafka().createTopics(1, "aborted");

    try (Producer<String, String> producer = TopicWriter.transactionalProducer(broker(), "abort")) {
      producer.beginTransaction();
      TopicWriter.send(producer, "aborted", "withdrawn");
      producer.abortTransaction();
      producer.beginTransaction();
      TopicWriter.send(producer, "aborted", "kept");
      producer.commitTransaction();
    }

    assertThat(TopicReader.committed(broker(), "aborted")).containsExactly("kept");
    assertThat(TopicReader.uncommitted(broker(), "aborted")).containsExactly("withdrawn", "kept");
  }

  @Test
  void newProducerOfATransactionalIdAbortsWhatTheOldOneLeftOpen() throws Exception {
    kafka().createTopics(1, "fenced");

    try (Producer<String, String> old = TopicWriter.transactionalProducer(broker(), "fence")) {
      old.beginTransaction();
      TopicWriter.send(old, "fenced", "left open");
      TopicWriter.transactionalProducer(broker(), "fence").close();
      assertThatThrownBy(old::commitTransaction).isInstanceOf(KafkaException.class);
    }

    assertThat(TopicReader.committed(broker(), "fenced")).isEmpty();
    assertThat(TopicReader.uncommitted(broker(), "fenced")).containsExactly("left open");
  }

  @Test
  void transactionTimeoutOverFifteenMinutesIsRefused() {
    Map<String, Object> settings =
        Map.of("transactional.id", "slow", "transaction.timeout.ms", 900_001);
    try (Producer<String, String> producer = TopicWriter.producer(broker(), settings)) {
      assertThatThrownBy(producer::initTransactions)
          .isInstanceOf(KafkaException.class)
          .hasStackTraceContaining("transaction.max.timeout.ms");
    }
  }

  private String broker() {
    return kafka().bootstrapServers();
  }

  /** Reads one value as a member of the group "readers", commits its offset, and leaves. */
  private String nextOfGroup(String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", broker(),
            "group.id", "readers",
            "auto.offset.reset", "earliest",
            "enable.auto.commit", "false",
            "max.poll.records", 1);
    try (Consumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      List<String> values = new ArrayList<>();
      while (values.isEmpty()) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
      }
      consumer.commitSync();
      return values.get(0);
    }
  }
}
