package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the embedded broker, and what only that one promises. */
class EmbeddedKafkaITCase extends KafkaContract {

  @RegisterExtension static final KafkaBinding KAFKA = KafkaBinding.embedded();

  @TempDir Path directory;

  @Override
  KafkaBinding kafka() {
    return KAFKA;
  }

  @Test
  void restartKeepsAddressClusterAndRecords() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.startIn(directory, 0)) {
      String address = kafka.bootstrapServers();
      String cluster = clusterId(kafka);
      kafka.createTopics(2, List.of("input"));
      TopicWriter.send(kafka.bootstrapServers(), "input", "before");

      kafka.stop();
      assertThat(kafka.isRunning()).isFalse();
      kafka.start();

      assertThat(kafka.bootstrapServers()).isEqualTo(address);
      assertThat(clusterId(kafka)).isEqualTo(cluster);
      TopicWriter.send(kafka.bootstrapServers(), "input", "after");
      assertThat(TopicReader.committed(address, "input"))
          .containsExactlyInAnyOrder("before", "after");
    }
  }

  @Test
  void dataOutliveTheObjectAndThePort() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.startIn(directory, 0)) {
      kafka.createTopics(1, List.of("input"));
      TopicWriter.send(kafka.bootstrapServers(), "input", "kept");
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.startIn(directory, 0)) {
      assertThat(TopicReader.committed(kafka.bootstrapServers(), "input")).containsExactly("kept");
    }
  }

  @Test
  void clientGoesOnWhenTheBrokerIsBack() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.startIn(directory, 0)) {
      kafka.createTopics(1, List.of("input"));
      try (Producer<String, String> producer =
          TopicWriter.producer(kafka.bootstrapServers(), Map.of())) {
        TopicWriter.send(producer, "input", "before");
        kafka.stop();
        kafka.start();
        TopicWriter.send(producer, "input", "after");
      }
      assertThat(TopicReader.committed(kafka.bootstrapServers(), "input"))
          .containsExactly("before", "after");
    }
  }

  @Test
  void portInUseIsNamedWithWhatToDo() throws IOException {
    try (LoopbackSockets other = LoopbackSockets.bind(0)) {
      assertThatThrownBy(() -> EmbeddedKafka.startIn(directory, other.brokerPort()))
          .isInstanceOfSatisfying(
              AmelesException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.KAFKA))
          .hasMessageContaining("Port " + other.brokerPort() + " of 127.0.0.1 is in use")
          .hasMessageContaining("choose another port");
    }
    EmbeddedKafka.startIn(directory, 0).close();
  }

  @Test
  void directoryInUseIsNamedAndItsBrokerGoesOn() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.startIn(directory, 0)) {
      assertThatThrownBy(() -> EmbeddedKafka.startIn(directory, 0))
          .isInstanceOfSatisfying(
              AmelesException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE))
          .hasMessageContaining(directory.toString())
          .hasMessageContaining("choose another directory");
      kafka.createTopics(1, List.of("input"));
    }
  }

  @Test
  void damagedDirectoryIsReportedWithTheReason() throws IOException {
    EmbeddedKafka.startIn(directory, 0).close();
    Files.writeString(directory.resolve("__cluster_metadata-0").resolve("quorum-state"), "{");

    assertThatThrownBy(() -> EmbeddedKafka.startIn(directory, 0))
        .isInstanceOf(AmelesException.class)
        .hasMessageContaining("quorum-state")
        .hasMessageContaining("delete " + directory);
  }

  @Test
  void kafkaCannotEndTheJvmAndTheBrokerReportsThatItWantedTo() {
    try (EmbeddedKafka kafka = EmbeddedKafka.startIn(directory, 0)) {
      assertThat(kafka.failure()).isEmpty();

      assertThatThrownBy(() -> Exit.halt(1)).isInstanceOf(AmelesException.class);
      assertThat(kafka.failure()).isPresent();

      kafka.stop();
      kafka.start();
      assertThat(kafka.failure()).isEmpty();
    }
  }

  @Test
  void brokerIsLocalToTheMachine() {
    assertThat(KAFKA.bootstrapServers()).startsWith("127.0.0.1:");
  }

  @Test
  void startAndStopMayBeRepeatedButNothingStartsAfterClose() {
    EmbeddedKafka kafka = EmbeddedKafka.startIn(directory, 0);
    kafka.start();
    kafka.stop();
    kafka.stop();
    assertThatThrownBy(() -> kafka.createTopics(1, List.of("input")))
        .isInstanceOf(IllegalStateException.class);
    kafka.close();
    kafka.close();

    assertThatThrownBy(kafka::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void impossiblePortAndPartitionCountAreRefused() {
    assertThatThrownBy(() -> EmbeddedKafka.startIn(directory, 65_536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65536");
    assertThatThrownBy(() -> KAFKA.createTopics(0, "none"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String clusterId(EmbeddedKafka kafka)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return admin.describeCluster().clusterId().get();
    }
  }
}
