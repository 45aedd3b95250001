package io.ameles.benchmark;

import io.ameles.client.EventSender;
import io.ameles.client.TopicReader;
import io.ameles.embedded.EmbeddedFlink;
import io.ameles.embedded.EmbeddedKafka;
import io.ameles.model.serve.Question;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.Prediction;
import io.ameles.schema.PredictionRequest;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.job.JobSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Time from sending a question to reading its answer: idle, while learning, while forgetting. */
@Command(name = "PredictionLatency", mixinStandardHelpOptions = true)
public final class PredictionLatency implements Callable<Integer> {
  private static final int SUBJECTS = 5_000;
  private static final int LABELS = 100;
  private static final int SUBJECTS_PER_REQUEST = 500;

  @Option(names = "--dimension", defaultValue = "384")
  private int dimension;

  @Option(names = "--questions", defaultValue = "4000", description = "per phase")
  private int questions;

  @Option(names = "--rate", defaultValue = "200", description = "questions per second")
  private int rate;

  @Option(names = "--burst", defaultValue = "20000", description = "questions sent at once")
  private int burst;

  @Option(names = "--examples", defaultValue = "50000", description = "learned beforehand")
  private int examples;

  private final SplittableRandom random = new SplittableRandom(1);
  private final Map<String, Long> sentNanos = new ConcurrentHashMap<>();
  private int asked;
  private int learned;

  /** For the command line library. */
  public PredictionLatency() {}

  /** Where the program begins. */
  public static void main(String[] args) {
    AvroGuards.establish();
    System.exit(new CommandLine(new PredictionLatency()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("ameles-benchmark-");
    try (EmbeddedKafka kafka = EmbeddedKafka.startIn(folder.resolve("kafka"), 0)) {
      JobSettings settings =
          BenchmarkJob.settings(
              kafka, folder, "predictions", dimension, 2, Duration.ofSeconds(1), "");
      kafka.createTopics(settings.topics(), 2);
      try (EmbeddedFlink flink = EmbeddedFlink.start(settings, Optional.empty());
          EventSender sender = new EventSender(settings.kafka(), settings.topics());
          KafkaProducer<byte[], byte[]> asker = asker(settings);
          TopicReader answers =
              new TopicReader(settings.kafka(), settings.topics().predictions())) {
        prepare(settings, sender, asker, answers);
        System.out.printf(
            "%20s %10s %10s %10s %14s%n", "", "p50, ms", "p99, ms", "max, ms", "burst, per s");
        report("idle", settings, asker, answers);
        AtomicBoolean busy = new AtomicBoolean(true);
        try (Work learning = new Work(busy, () -> learn(sender, 1_000))) {
          learning.begin();
          report("learning", settings, asker, answers);
        }
        AtomicBoolean forgetting = new AtomicBoolean(true);
        try (Work deleting = new Work(forgetting, () -> bulk(sender))) {
          deleting.begin();
          report("bulk deletion", settings, asker, answers);
        }
        if (!flink.isAlive()) {
          throw new IllegalStateException("the job failed");
        }
      }
    }
    return 0;
  }

  /** Something that goes on until it is closed. */
  private static final class Work implements AutoCloseable {
    private final AtomicBoolean goesOn;
    private final Thread thread;

    Work(AtomicBoolean goesOn, Runnable step) {
      this.goesOn = goesOn;
      this.thread =
          new Thread(
              () -> {
                while (goesOn.get()) {
                  step.run();
                }
              },
              "load");
    }

    void begin() {
      thread.start();
    }

    @Override
    public void close() {
      goesOn.set(false);
      while (thread.isAlive()) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private static KafkaProducer<byte[], byte[]> asker(JobSettings settings) {
    var properties = new java.util.Properties();
    properties.putAll(settings.kafka());
    properties.put("linger.ms", "0");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void prepare(
      JobSettings settings,
      EventSender sender,
      KafkaProducer<byte[], byte[]> asker,
      TopicReader answers)
      throws MalformedEventException {
    learn(sender, examples);
    var ends = sender.flush();
    VersionStore store = new VersionStore(settings.modelStore(), settings.model());
    while (store.current().filter(it -> it.offsets().equals(ends)).isEmpty()) {
      LockSupport.parkNanos(10_000_000);
    }
    List<Double> warm = new ArrayList<>();
    while (warm.size() < 500) { // a source that has just started may miss the first questions
      ask(settings, asker);
      LockSupport.parkNanos(2_000_000);
      collect(answers, warm);
    }
    while (!sentNanos.isEmpty() && collect(answers, warm)) {
      continue;
    }
    sentNanos.clear();
  }

  private void report(
      String phase, JobSettings settings, KafkaProducer<byte[], byte[]> asker, TopicReader answers)
      throws MalformedEventException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    Thread asking =
        new Thread(
            () -> {
              long next = System.nanoTime();
              for (int i = 0; i < questions; i++) {
                ask(settings, asker);
                next += 1_000_000_000L / rate; // whatever the answers do: no coordinated omission
                LockSupport.parkNanos(next - System.nanoTime());
              }
            },
            "asker");
    asking.start();
    while (millis.size() < questions) {
      collect(answers, millis);
    }
    asking.join();
    Quantiles latency = new Quantiles(millis);
    long start = System.nanoTime();
    for (int i = 0; i < burst; i++) {
      ask(settings, asker);
    }
    List<Double> burstMillis = new ArrayList<>();
    while (burstMillis.size() < burst) {
      collect(answers, burstMillis);
    }
    System.out.printf(
        Locale.ROOT,
        "%20s %10.1f %10.1f %10.1f %14.0f%n",
        phase,
        latency.median(),
        latency.at(0.99),
        latency.at(1),
        burst / ((System.nanoTime() - start) / 1e9));
  }

  private boolean collect(TopicReader answers, List<Double> millis) throws MalformedEventException {
    SingleObjectCodec<Prediction> codec = SingleObjectCodec.of(Prediction.class);
    boolean any = false;
    for (ConsumerRecord<byte[], byte[]> kafka : answers.poll()) {
      any = true;
      Prediction answer = codec.decode(kafka.value());
      if (answer.getCode() != null) {
        throw new IllegalStateException(answer.getCode() + ": " + answer.getMessage());
      }
      Long sent = sentNanos.remove(answer.getId());
      if (sent != null) {
        millis.add((System.nanoTime() - sent) / 1e6);
      }
    }
    return any;
  }

  private synchronized void ask(JobSettings settings, KafkaProducer<byte[], byte[]> asker) {
    String id = "question-" + asked++;
    byte[] value =
        SingleObjectCodec.of(PredictionRequest.class)
            .encode(
                PredictionRequest.newBuilder()
                    .setId(id)
                    .setTop(5)
                    .setFeatures(Question.bytes(features(asked % LABELS)))
                    .build());
    sentNanos.put(id, System.nanoTime());
    var unused =
        asker.send(new ProducerRecord<>(settings.topics().predictionRequests(), null, value));
  }

  private void learn(EventSender sender, int count) {
    for (int i = 0; i < count; i++) {
      sender.send(event());
    }
    sender.flush();
  }

  private synchronized LabeledEvent event() {
    learned++;
    return LabeledEvent.newBuilder()
        .setId("example-" + learned)
        .setSubject("subject-" + learned % SUBJECTS)
        .setLabel("label-" + learned % LABELS)
        .setOccurredAt(Instant.ofEpochMilli(1_700_000_000_000L + learned))
        .setFeatures(EventSender.features(features(learned % LABELS)))
        .build();
  }

  /** Everything of 500 subjects, and new examples of them to be forgotten next time. */
  private void bulk(EventSender sender) {
    learn(sender, 1_000);
    int first = random(SUBJECTS);
    sender.send(
        DeletionEvent.newBuilder()
            .setRequestId("request-" + System.nanoTime())
            .setScope(DeletionScope.SUBJECT)
            .setSubjects(
                IntStream.range(first, first + SUBJECTS_PER_REQUEST)
                    .mapToObj(i -> "subject-" + i % SUBJECTS)
                    .toList())
            .setRequestedAt(Instant.ofEpochMilli(1_700_000_000_000L + learned))
            .build());
    sender.flush();
  }

  private synchronized int random(int bound) {
    return random.nextInt(bound);
  }

  private synchronized float[] features(int label) {
    float[] features = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      features[i] = (float) (random.nextDouble() - 0.5) + (i % LABELS == label ? 1 : 0);
    }
    return features;
  }
}
