package io.ameles.benchmark;

import io.ameles.client.EventSender;
import io.ameles.client.TopicReader;
import io.ameles.embedded.EmbeddedFlink;
import io.ameles.embedded.EmbeddedKafka;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.LabeledEvent;
import io.ameles.stream.job.JobSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Events per second from Kafka to published versions, as a ratio to a bare KafkaConsumer that polls
 * the same topic in the same run, before and after.
 */
@Command(name = "Throughput", mixinStandardHelpOptions = true)
public final class Throughput implements Callable<Integer> {
  private static final int LABELS = 100;
  private static final int SUBJECTS = 5_000;
  private static final int DISTINCT_ROWS = 4_096;

  @Option(names = "--dimension", defaultValue = "384")
  private int dimension;

  @Option(names = "--events", defaultValue = "2000000")
  private int events;

  @Option(names = "--parallelism", defaultValue = "2")
  private int parallelism;

  @Option(names = "--interval-millis", defaultValue = "5000")
  private int intervalMillis;

  @Option(
      names = "--more",
      defaultValue = "",
      description = "Lines of YAML, such as 'ledger: {mode: digests}'.")
  private String more = "";

  /** For the command line library. */
  public Throughput() {}

  /** Where the program begins. */
  public static void main(String[] args) {
    AvroGuards.establish();
    System.exit(new CommandLine(new Throughput()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("ameles-benchmark-");
    try (EmbeddedKafka kafka = EmbeddedKafka.startIn(folder.resolve("kafka"), 0)) {
      JobSettings settings =
          BenchmarkJob.settings(
              kafka,
              folder,
              "throughput",
              dimension,
              parallelism,
              Duration.ofMillis(intervalMillis),
              more);
      kafka.createTopics(settings.topics(), parallelism);
      fill(settings);
      double consumerBefore = consume(settings);
      double job = learn(settings);
      double consumerAfter = consume(settings);
      double consumer = (consumerBefore + consumerAfter) / 2;
      print("bare consumer before, events/s", consumerBefore);
      print("bare consumer after, events/s", consumerAfter);
      print("job, events/s", job);
      System.out.printf(Locale.ROOT, "%-40s %10.3f%n", "ratio", job / consumer);
    }
    return 0;
  }

  private void fill(JobSettings settings) {
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[DISTINCT_ROWS][dimension];
    for (float[] row : rows) {
      for (int i = 0; i < dimension; i++) {
        row[i] = (float) (random.nextDouble() - 0.5);
      }
    }
    try (EventSender sender = new EventSender(settings.kafka(), settings.topics())) {
      for (int i = 0; i < events; i++) {
        sender.send(
            LabeledEvent.newBuilder()
                .setId("example-" + i)
                .setSubject("subject-" + random.nextInt(SUBJECTS))
                .setLabel("label-" + i % LABELS)
                .setOccurredAt(Instant.ofEpochMilli(1_700_000_000_000L + i))
                .setFeatures(EventSender.features(rows[i % DISTINCT_ROWS]))
                .build());
      }
      sender.flush();
    }
  }

  private double consume(JobSettings settings) {
    AtomicLong read = new AtomicLong();
    AtomicLong bytes = new AtomicLong();
    try (TopicReader reader =
        new TopicReader(settings.kafka(), settings.topics().labeledEvents())) {
      long started = System.nanoTime();
      reader.readAll(
          kafkaRecord -> {
            read.incrementAndGet();
            bytes.addAndGet(kafkaRecord.value().length);
          });
      double seconds = (System.nanoTime() - started) / 1e9;
      return read.get() / seconds;
    }
  }

  /**
   * Between the barriers of the first version with a quarter of the events and of the last one with
   * events still to come: without start-up, warming up, and waiting for a last checkpoint.
   */
  private double learn(JobSettings settings) {
    long started = System.nanoTime();
    VersionStore store = new VersionStore(settings.modelStore(), settings.model());
    long peak = 0;
    try (EmbeddedFlink flink = EmbeddedFlink.start(settings, Optional.empty())) {
      boolean first = true;
      while (store.current().map(Manifest::liveExamples).orElse(0L) < events) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        peak = Math.max(peak, usedHeap());
        if (first && store.current().isPresent()) {
          first = false;
          print("seconds to the first version", (System.nanoTime() - started) / 1e9);
        }
        if (!flink.isAlive()) {
          throw new IllegalStateException(flink.awaitFailure().orElse("the job ended"));
        }
      }
      print("restarts", flink.restarts());
    }
    print("peak heap seen, MiB", (double) (peak >> 20));
    List<Manifest> versions = store.epochs().stream().map(store::manifest).toList();
    List<Manifest> steady =
        versions.stream()
            .filter(v -> v.liveExamples() >= events / 4 && v.liveExamples() < events)
            .toList();
    if (steady.size() < 2) {
      throw new IllegalStateException("too few versions; more --events or shorter intervals");
    }
    Manifest begin = steady.get(0);
    Manifest end = steady.get(steady.size() - 1);
    double seconds =
        Duration.between(Instant.parse(begin.createdAt()), Instant.parse(end.createdAt()))
                .toMillis()
            / 1e3;
    print("versions", versions.size());
    print("seconds measured", seconds);
    return (end.liveExamples() - begin.liveExamples()) / seconds;
  }

  private static long usedHeap() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static void print(String what, double value) {
    System.out.printf(Locale.ROOT, "%-40s %,10.1f%n", what, value);
  }
}
