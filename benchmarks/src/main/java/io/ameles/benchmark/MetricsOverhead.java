package io.ameles.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.ameles.embedded.EmbeddedKafka;
import io.ameles.schema.AvroGuards;
import io.ameles.stream.job.JobSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What it costs a job to be watched: the same events are learned by one job after the other in this
 * process, with everything that watches and without, in turns; those that are watched are asked for
 * their metrics over HTTP meanwhile. The processor time of the process is compared as well as the
 * rate, because it does not depend on who else uses the machine.
 */
@Command(name = "MetricsOverhead", mixinStandardHelpOptions = true)
public final class MetricsOverhead implements Callable<Integer> {
  @Option(names = "--dimension", defaultValue = "384")
  private int dimension;

  @Option(names = "--events", defaultValue = "300000")
  private int events;

  @Option(names = "--rounds", defaultValue = "4", description = "Pairs of runs.")
  private int rounds;

  @Option(names = "--interval-millis", defaultValue = "1000")
  private int intervalMillis;

  @Option(
      names = "--scrape-seconds",
      defaultValue = "5",
      description = "Time between two scrapes; Prometheus' own default is 60.")
  private int scrapeSeconds;

  @Option(
      names = "--on",
      defaultValue = "evaluate: {detectors: [adwin, ddm, eddm, page-hinkley, kswin]}",
      description = "Lines of YAML of a job that is watched: ${DEFAULT-VALUE}")
  private String on = "";

  @Option(
      names = "--off",
      defaultValue = "evaluate: {detectors: []}",
      description = "Lines of YAML of a job that is not: ${DEFAULT-VALUE}")
  private String off = "";

  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final AtomicInteger scrapes = new AtomicInteger();
  private int runs;

  /** Per event of one run. */
  private record Cost(double eventsPerSecond, double processorMicros) {}

  /** For the command line library. */
  public MetricsOverhead() {}

  /** Where the program begins. */
  public static void main(String[] args) {
    AvroGuards.establish();
    System.exit(new CommandLine(new MetricsOverhead()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    List<Double> rates = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    try (Scratch scratch = new Scratch();
        EmbeddedKafka kafka = EmbeddedKafka.startIn(scratch.folder().resolve("kafka"), 0)) {
      Path folder = scratch.folder();
      JobSettings first = settings(kafka, folder, "warm-up", off);
      kafka.createTopics(first.topics(), first.parallelism());
      LearningRun.fill(first, events);
      run("warm-up", first);
      tidy(scratch);
      for (int round = 0; round < rounds; round++) {
        boolean watchedFirst = round % 2 == 1;
        Cost one = watchedFirst ? watched(kafka, folder) : unwatched(kafka, folder);
        tidy(scratch);
        Cost other = watchedFirst ? unwatched(kafka, folder) : watched(kafka, folder);
        tidy(scratch);
        Cost watched = watchedFirst ? one : other;
        Cost unwatched = watchedFirst ? other : one;
        rates.add(100 * (unwatched.eventsPerSecond() / watched.eventsPerSecond() - 1));
        times.add(100 * (watched.processorMicros() / unwatched.processorMicros() - 1));
      }
    }
    System.out.printf("scrapes %d%n", scrapes.get());
    print("overhead in time, %", rates);
    print("overhead in processor time, %", times);
    return 0;
  }

  private static void tidy(Scratch scratch) throws IOException {
    scratch.drop("checkpoints");
    scratch.drop("models");
  }

  private Cost unwatched(EmbeddedKafka kafka, Path folder) {
    return run("off", settings(kafka, folder, "off-" + ++runs, off));
  }

  private Cost watched(EmbeddedKafka kafka, Path folder) throws IOException {
    int port = freePort();
    String more = on + "\nmetrics: {port: %d}".formatted(port);
    JobSettings settings = settings(kafka, folder, "on-" + ++runs, more);
    ScheduledExecutorService prometheus = Executors.newSingleThreadScheduledExecutor();
    try {
      HttpClient client = HttpClient.newHttpClient();
      var unused =
          prometheus.scheduleAtFixedRate(
              () -> scrape(client, port), 1, scrapeSeconds, TimeUnit.SECONDS);
      return run("on", settings);
    } finally {
      prometheus.shutdownNow();
    }
  }

  private void scrape(HttpClient client, int port) {
    try {
      URI metrics = URI.create("http://127.0.0.1:%d/metrics".formatted(port));
      String answer =
          client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
      if (answer.contains("ameles_learner_accuracy_overall")) {
        scrapes.incrementAndGet();
      }
    } catch (IOException e) {
      // The job is not there yet, or not any more.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Cost run(String name, JobSettings settings) {
    System.gc();
    long before = system.getProcessCpuTime();
    LearningRun.Result result = LearningRun.learn(settings, events);
    double micros = (system.getProcessCpuTime() - before) / 1e3 / events;
    System.out.printf(
        Locale.ROOT,
        "%-8s %,10.0f events/s %8.1f us of processor time per event%n",
        name,
        result.eventsPerSecond(),
        micros);
    return new Cost(result.eventsPerSecond(), micros);
  }

  /** Every job is a model of its own on the same topics. */
  private JobSettings settings(EmbeddedKafka kafka, Path folder, String model, String more) {
    return BenchmarkJob.settings(
        kafka, folder, "overhead", dimension, 2, Duration.ofMillis(intervalMillis), more, model);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void print(String what, List<Double> percent) {
    List<Double> sorted = percent.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    System.out.printf(
        Locale.ROOT,
        "%-32s median %5.1f  from %5.1f to %5.1f%n",
        what,
        median,
        sorted.get(0),
        sorted.get(sorted.size() - 1));
  }
}
