package io.ameles.benchmark;

import io.ameles.client.EventSender;
import io.ameles.embedded.EmbeddedFlink;
import io.ameles.embedded.EmbeddedKafka;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.stream.job.JobSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Time from a question to its answer, over Kafka and over HTTP: idle, while learning, while
 * forgetting many.
 */
@Command(name = "PredictionLatency", mixinStandardHelpOptions = true)
public final class PredictionLatency implements Callable<Integer> {
  private static final int SUBJECTS = 5_000;
  private static final int LABELS = 100;
  private static final int SUBJECTS_PER_REQUEST = 500;
  private static final int WARM = 500;
  private static final long MADE_AT = 1_700_000_000_000L;

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
    try (Scratch scratch = new Scratch();
        EmbeddedKafka kafka = EmbeddedKafka.startIn(scratch.folder().resolve("kafka"), 0)) {
      Path folder = scratch.folder();
      JobSettings settings =
          BenchmarkJob.settings(
              kafka, folder, "predictions", dimension, 2, Duration.ofSeconds(1), "");
      kafka.createTopics(settings.topics(), 2);
      try (EmbeddedFlink flink = EmbeddedFlink.start(settings, Optional.empty());
          EventSender sender = new EventSender(settings.kafka(), settings.topics())) {
        learn(sender, examples);
        awaitVersion(settings, sender);
        try (KafkaQuestions topics = new KafkaQuestions(settings);
            HttpQuestions http = new HttpQuestions(settings)) {
          warm(topics, http);
          measure(sender, List.of(topics, http));
        }
        if (!flink.isAlive()) {
          throw new IllegalStateException("the job failed");
        }
      }
    }
    return 0;
  }

  private static void awaitVersion(JobSettings settings, EventSender sender) {
    var ends = sender.flush();
    VersionStore store = new VersionStore(settings.modelStore(), settings.model());
    while (store.current().filter(it -> it.offsets().equals(ends)).isEmpty()) {
      LockSupport.parkNanos(10_000_000);
    }
  }

  /** A source that has just started may miss the first questions. */
  private void warm(KafkaQuestions topics, HttpQuestions http) {
    int answered = 0;
    while (answered < WARM) {
      topics.ask(features(0));
      answered += topics.answered();
    }
    int late = topics.answered();
    while (late > 0) {
      late = topics.answered();
    }
    topics.forgetUnanswered();
    for (int i = 0; i < WARM; i++) {
      http.ask(features(0));
      http.await(1);
    }
  }

  private void measure(EventSender sender, List<Questions> ways) throws InterruptedException {
    System.out.printf(
        "%14s %6s %9s %9s %9s %14s%n", "", "", "p50, ms", "p99, ms", "max, ms", "burst, per s");
    for (Questions way : ways) {
      report("idle", way);
    }
    for (Questions way : ways) {
      try (Work learning = new Work(() -> learn(sender, 1_000))) {
        report("learning", way);
      }
    }
    for (Questions way : ways) {
      try (Work forgetting = new Work(() -> bulk(sender))) {
        report("bulk deletion", way);
      }
    }
  }

  /** Something that goes on until it is closed. */
  private static final class Work implements AutoCloseable {
    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private final Thread thread;

    Work(Runnable step) {
      this.thread =
          new Thread(
              () -> {
                while (goesOn.get()) {
                  step.run();
                }
              },
              "load");
      thread.start();
    }

    @Override
    public void close() throws InterruptedException {
      goesOn.set(false);
      thread.join();
    }
  }

  private void report(String phase, Questions way) throws InterruptedException {
    Thread asking = new Thread(() -> askSteadily(way), "asker");
    asking.start();
    Quantiles latency = new Quantiles(way.await(questions));
    asking.join();
    float[][] rows = new float[burst][];
    for (int i = 0; i < burst; i++) {
      rows[i] = features(i % LABELS);
    }
    long start = System.nanoTime();
    way.askAll(rows);
    way.await(burst);
    System.out.printf(
        Locale.ROOT,
        "%14s %6s %9.1f %9.1f %9.1f %14.0f%n",
        phase,
        way.name(),
        latency.median(),
        latency.at(0.99),
        latency.at(1),
        burst / ((System.nanoTime() - start) / 1e9));
  }

  /** At the given rate whatever the answers do, so that slow answers are not asked for less. */
  private void askSteadily(Questions way) {
    long next = System.nanoTime();
    for (int i = 0; i < questions; i++) {
      way.ask(features(i % LABELS));
      next += 1_000_000_000L / rate;
      LockSupport.parkNanos(next - System.nanoTime());
    }
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
        .setOccurredAt(Instant.ofEpochMilli(MADE_AT + learned))
        .setFeatures(EventSender.features(features(learned % LABELS)))
        .build();
  }

  /** Everything of 500 subjects, and new examples of them to be forgotten next time. */
  private void bulk(EventSender sender) {
    learn(sender, 1_000);
    int first = random(SUBJECTS);
    sender.send(
        DeletionEvent.newBuilder()
            .setRequestId("request-" + learned)
            .setScope(DeletionScope.SUBJECT)
            .setSubjects(
                IntStream.range(first, first + SUBJECTS_PER_REQUEST)
                    .mapToObj(i -> "subject-" + i % SUBJECTS)
                    .toList())
            .setRequestedAt(Instant.ofEpochMilli(MADE_AT + learned))
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
