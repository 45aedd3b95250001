package io.ameles.stream.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.embedded.EmbeddedFlink;
import io.ameles.embedded.EmbeddedKafka;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.SingleObjectCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmokeITCase {
  @TempDir Path dir;

  @Test
  void learns() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.startIn(dir.resolve("kafka"), 0)) {
      String yaml =
          """
          model: smoke
          kafka: {bootstrap.servers: "%s"}
          intake: {dimension: 4}
          device: cpu
          parallelism: 2
          checkpoints: {directory: chk, interval: PT1S}
          model-store: {directory: models}
          """
              .formatted(kafka.bootstrapServers());
      JobSettings settings =
          ConfigurationFile.parse(yaml, dir, Map.of("AMELES_PSEUDONYM_KEY", "ab".repeat(32)));
      kafka.createTopics(2, settings.topics().all());
      Properties p = new Properties();
      p.put("bootstrap.servers", kafka.bootstrapServers());
      SingleObjectCodec<LabeledEvent> codec = SingleObjectCodec.of(LabeledEvent.class);
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer())) {
        for (int i = 0; i < 1000; i++) {
          ByteBuffer f = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
          for (int j = 0; j < 4; j++) {
            f.putFloat(j == i % 4 ? 1f : 0.1f * (i % 7));
          }
          f.flip();
          LabeledEvent e =
              new LabeledEvent(
                  "e" + i, 0, "s" + i % 10, "l" + i % 4, null, Instant.ofEpochMilli(i), f);
          producer.send(new ProducerRecord<>("labeled-events", codec.encode(e)));
        }
      }
      try (EmbeddedFlink flink = EmbeddedFlink.start(settings, Optional.empty())) {
        VersionStore store = new VersionStore(settings.modelStore(), "smoke");
        for (int i = 0; i < 1000; i++) {
          java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
          Optional<Manifest> m = store.current();
          if (m.isPresent() && m.get().liveExamples() == 1000) break;
        }
        System.err.println("MANIFEST " + store.current() + " " + flink.status());
        assertThat(store.current().orElseThrow().liveExamples()).isEqualTo(1000);
      }
    }
  }
}
