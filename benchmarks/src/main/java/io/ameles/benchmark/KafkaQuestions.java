package io.ameles.benchmark;

import io.ameles.client.TopicReader;
import io.ameles.model.serve.Question;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.Prediction;
import io.ameles.schema.PredictionRequest;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.job.JobSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Asks through the topics: from before sending a question until its answer is read. */
final class KafkaQuestions implements Questions {
  private static final int LABELS_ASKED_FOR = 5;

  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;
  private final TopicReader answers;
  private final SingleObjectCodec<PredictionRequest> questionCodec =
      SingleObjectCodec.of(PredictionRequest.class);
  private final SingleObjectCodec<Prediction> answerCodec = SingleObjectCodec.of(Prediction.class);
  private final Map<String, Long> sentNanos = new ConcurrentHashMap<>();
  private final AtomicLong asked = new AtomicLong();

  KafkaQuestions(JobSettings job) {
    Properties properties = new Properties();
    properties.putAll(job.kafka());
    properties.put("linger.ms", "0");
    topic = job.topics().predictionRequests();
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    answers = new TopicReader(job.kafka(), job.topics().predictions());
  }

  @Override
  public String name() {
    return "Kafka";
  }

  @Override
  public void ask(float[] features) {
    String id = "question-" + asked.getAndIncrement();
    byte[] value =
        questionCodec.encode(
            PredictionRequest.newBuilder()
                .setId(id)
                .setTop(LABELS_ASKED_FOR)
                .setFeatures(Question.bytes(features))
                .build());
    sentNanos.put(id, System.nanoTime());
    var unused = producer.send(new ProducerRecord<>(topic, null, value));
  }

  @Override
  public void askAll(float[][] features) {
    for (float[] row : features) {
      ask(row);
    }
  }

  @Override
  public List<Double> await(int count) {
    List<Double> millis = new ArrayList<>();
    while (millis.size() < count) {
      for (ConsumerRecord<byte[], byte[]> kafka : answers.poll()) {
        take(kafka.value(), millis);
      }
    }
    return millis;
  }

  /** What has been sent and not answered is not waited for any more. */
  void forgetUnanswered() {
    sentNanos.clear();
  }

  /** Reads what is there. */
  int answered() {
    List<Double> millis = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> kafka : answers.poll()) {
      take(kafka.value(), millis);
    }
    return millis.size();
  }

  private void take(byte[] value, List<Double> millis) {
    Prediction answer = decode(value);
    if (answer.getCode() != null) {
      throw new IllegalStateException(answer.getCode() + ": " + answer.getMessage());
    }
    Long sent = sentNanos.remove(answer.getId());
    if (sent != null) {
      millis.add((System.nanoTime() - sent) / 1e6);
    }
  }

  private Prediction decode(byte[] value) {
    try {
      return answerCodec.decode(value);
    } catch (MalformedEventException e) {
      throw new IllegalStateException("an answer cannot be read", e);
    }
  }

  @Override
  public void close() {
    producer.close();
    answers.close();
  }
}
