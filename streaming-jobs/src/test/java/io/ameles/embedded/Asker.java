package io.ameles.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ameles.model.serve.Question;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.Prediction;
import io.ameles.schema.PredictionRequest;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.job.JobSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Asks over Kafka, remembers what it asked, and reads the answers. Thread-safe but for reading. */
final class Asker implements AutoCloseable {
  private final JobSettings settings;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, PredictionRequest> asked = new ConcurrentHashMap<>();
  private final SplittableRandom random = new SplittableRandom(11);
  private int next;

  Asker(JobSettings settings) {
    AvroGuards.establish();
    this.settings = settings;
    this.producer =
        new KafkaProducer<>(settings.kafka(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Asks about random features, as the scenario has them. */
  synchronized String ask(int top, @Nullable String learner) {
    float[] features = new float[StreamScenario.DIMENSION];
    int label = random.nextInt(6);
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) (random.nextDouble() - 0.5) + (i == label ? 2 : 0);
    }
    return ask(
        PredictionRequest.newBuilder()
            .setId("question-" + next++)
            .setLearner(learner)
            .setTop(top)
            .setFeatures(Question.bytes(features))
            .build());
  }

  synchronized String ask(PredictionRequest request) {
    asked.put(request.getId(), request);
    byte[] key = ("key of " + request.getId()).getBytes(UTF_8);
    send(key, SingleObjectCodec.of(PredictionRequest.class).encode(request));
    return request.getId();
  }

  void send(byte @Nullable [] key, byte @Nullable [] value) {
    var unused =
        producer.send(new ProducerRecord<>(settings.topics().predictionRequests(), key, value));
  }

  /** A source that has just started for the first time begins with what comes then. */
  void awaitFirstAnswer() {
    JobRun.await(
        () -> {
          ask(1, null);
          producer.flush();
          return !answers().isEmpty();
        });
    asked.keySet().retainAll(answered(answers()));
  }

  /** Waits until everything that was asked is answered. */
  List<Prediction> awaitAnswers() {
    producer.flush();
    JobRun.await(
        () -> answered(answers()).containsAll(asked.keySet()),
        () -> {
          Set<String> missing = new HashSet<>(asked.keySet());
          missing.removeAll(answered(answers()));
          return "%d of %d without an answer".formatted(missing.size(), asked.size());
        });
    return answers();
  }

  private static Set<String> answered(List<Prediction> answers) {
    Set<String> ids = new HashSet<>();
    answers.forEach(answer -> ids.add(answer.getId()));
    return ids;
  }

  PredictionRequest request(String id) {
    return asked.get(id);
  }

  List<ConsumerRecord<byte[], byte[]>> records() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (io.ameles.client.TopicReader reader =
        new io.ameles.client.TopicReader(settings.kafka(), settings.topics().predictions())) {
      reader.readAll(records::add);
    }
    return records;
  }

  List<Prediction> answers() {
    SingleObjectCodec<Prediction> codec = SingleObjectCodec.of(Prediction.class);
    List<Prediction> answers = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> kafka : records()) {
      try {
        Prediction answer = codec.decode(kafka.value());
        assertSameKey(kafka, answer);
        answers.add(answer);
      } catch (MalformedEventException e) {
        throw new AssertionError("an answer is malformed", e);
      }
    }
    return answers;
  }

  private void assertSameKey(ConsumerRecord<byte[], byte[]> kafka, Prediction answer) {
    if (asked.containsKey(answer.getId())) {
      org.assertj.core.api.Assertions.assertThat(new String(kafka.key(), UTF_8))
          .isEqualTo("key of " + answer.getId());
    }
  }

  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
