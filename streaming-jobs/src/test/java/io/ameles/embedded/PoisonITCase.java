package io.ameles.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.client.EventSender;
import io.ameles.model.version.Manifest;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeadLetter;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.SingleObjectCodec;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Garbage among good events loses nothing, stops nothing and is told, each piece with its reason.
 */
class PoisonITCase {
  private static final int GOOD = 10_000;
  private static final int BAD = 1_000;

  @TempDir private Path folder;

  private final SingleObjectCodec<LabeledEvent> codec = SingleObjectCodec.of(LabeledEvent.class);

  @Test
  void everyGoodEventIsLearnedAndEveryBadOneIsSetAside() throws Exception {
    AvroGuards.establish();
    try (EmbeddedKafka kafka = EmbeddedKafka.startIn(folder.resolve("kafka"), 0);
        JobRun run = new JobRun(kafka, "poison", folder, 2).start()) {
      Map<String, Long> expected = sendMixed(run);

      JobRun.await(() -> received(run) == GOOD + BAD);
      Manifest version = run.versions().current().orElseThrow();

      assertThat(run.flink().restarts()).isZero();
      assertThat(version.liveExamples()).isEqualTo(GOOD);
      assertThat(version.accounting())
          .isEqualTo(new Manifest.Accounting(GOOD + BAD, GOOD, 0, 0, BAD, 0, 0, 0));
      run.requireExact(version);
      JobRun.await(() -> letters(run).size() == BAD);
      assertThat(countByCode(letters(run))).isEqualTo(expected);
      assertThat(letters(run))
          .extracting(DeadLetter::getTopic, DeadLetter::getPartition, DeadLetter::getOffset)
          .doesNotHaveDuplicates();
      assertThat(letters(run))
          .allSatisfy(
              letter -> {
                assertThat(letter.getMessage()).isNotBlank().doesNotContain("person-");
                assertThat(letter.getPayload()).isNull();
              });
    }
  }

  private Map<String, Long> sendMixed(JobRun run) throws Exception {
    Map<String, Long> expected = new TreeMap<>();
    Properties properties = run.settings().kafka();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < GOOD; i++) {
        LabeledEvent good = good(i);
        sent.add(producer.send(record(run, good, codec.encode(good))));
        if (i % (GOOD / BAD) == 0) {
          Poison poison = Poison.ALL.get(i / (GOOD / BAD) % Poison.ALL.size());
          sent.add(producer.send(record(run, good, poison.spoil().of(good))));
          expected.merge(poison.code().name(), 1L, Long::sum);
        }
      }
    }
    for (Future<RecordMetadata> future : sent) {
      future.get();
    }
    return expected;
  }

  /** Under the subject as key: what contradicts an event lies behind it. */
  private static ProducerRecord<byte[], byte[]> record(
      JobRun run, LabeledEvent event, byte @Nullable [] value) {
    return new ProducerRecord<>(
        run.settings().topics().labeledEvents(), event.getSubject().getBytes(UTF_8), value);
  }

  private static LabeledEvent good(int i) {
    float[] features = new float[StreamScenario.DIMENSION];
    for (int j = 0; j < features.length; j++) {
      features[j] = (float) Math.sin(i + j);
    }
    return LabeledEvent.newBuilder()
        .setId("example-" + i)
        .setSubject("person-" + i % 100)
        .setLabel("label-" + i % 7)
        .setOccurredAt(Instant.ofEpochMilli(1_700_000_000_000L + i))
        .setFeatures(EventSender.features(features))
        .build();
  }

  private static long received(JobRun run) {
    return run.versions().current().map(version -> version.accounting().received()).orElse(0L);
  }

  private static List<DeadLetter> letters(JobRun run) {
    try {
      return run.deadLetters();
    } catch (MalformedEventException e) {
      throw new AssertionError("the dead letter itself is malformed", e);
    }
  }

  private static Map<String, Long> countByCode(List<DeadLetter> letters) {
    Map<String, Long> counts = new TreeMap<>();
    letters.forEach(letter -> counts.merge(letter.getCode(), 1L, Long::sum));
    return counts;
  }
}
