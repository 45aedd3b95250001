package io.ameles.benchmark;

import io.ameles.client.TopicReader;
import io.ameles.embedded.EmbeddedKafka;
import io.ameles.schema.AvroGuards;
import io.ameles.stream.job.JobSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Events per second from Kafka to published versions, as a ratio to a bare KafkaConsumer that polls
 * the same topic in the same run, before and after.
 */
@Command(name = "Throughput", mixinStandardHelpOptions = true)
public final class Throughput implements Callable<Integer> {
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
    try (Scratch scratch = new Scratch();
        EmbeddedKafka kafka = EmbeddedKafka.startIn(scratch.folder().resolve("kafka"), 0)) {
      Path folder = scratch.folder();
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
      LearningRun.fill(settings, events);
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

  private double learn(JobSettings settings) {
    LearningRun.Result run = LearningRun.learn(settings, events);
    print("seconds to the first version", run.firstVersionSeconds());
    print("restarts", run.restarts());
    print("peak heap seen, MiB", (double) (run.peakHeap() >> 20));
    print("versions", run.versions());
    print("seconds measured", run.seconds());
    return run.eventsPerSecond();
  }

  private static void print(String what, double value) {
    System.out.printf(Locale.ROOT, "%-40s %,10.1f%n", what, value);
  }
}
