package io.ameles.benchmark;

import io.ameles.benchmark.PageVisit.Loading;
import io.ameles.benchmark.PageVisit.View;
import io.ameles.client.EventSender;
import io.ameles.embedded.EmbeddedFlink;
import io.ameles.embedded.EmbeddedKafka;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.schema.LabeledEvent;
import io.ameles.stream.job.ConfigurationFile;
import io.ameles.stream.job.JobSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether a console stays small and its page quick: a job learns and forgets at a steady rate, and
 * a console in a process of its own, with little heap, follows it from the first event on.
 */
@Command(name = "ConsoleLoad", mixinStandardHelpOptions = true)
public final class ConsoleLoad implements Callable<Integer> {
  private static final int DIMENSION = 32;
  private static final int LABELS = 100;
  private static final int SUBJECTS = 5_000;
  private static final int ROWS = 10;
  private static final long MADE_AT = 1_700_000_000_000L;
  private static final Pattern FACTS =
      Pattern.compile("(?m)^ameles_console_facts_total\\S* (\\S+)");

  private static final List<View> VIEWS =
      List.of(
          new View("#/forgetting", "main .heat"),
          new View("#/drift", "main .lane .mark"),
          new View("#/deletions", "main table tbody tr"),
          new View("#/versions", "main table tbody tr"),
          new View("#/learners", "main .comparison tbody tr"),
          new View("#/overview", "main .chart canvas"));

  @Option(names = "--events", defaultValue = "1000000")
  private int events;

  @Option(names = "--rate", defaultValue = "2500", description = "events per second")
  private int rate;

  @Option(names = "--requests", defaultValue = "2000", description = "deletions among the events")
  private int requests;

  @Option(
      names = "--interval-millis",
      defaultValue = "250",
      description = "between checkpoints: there are as many points as checkpoints")
  private int intervalMillis;

  @Option(names = "--heap", defaultValue = "256", description = "the console's -Xmx, in MiB")
  private int heap;

  @Option(names = "--visits", defaultValue = "5", description = "of every view, at the end")
  private int visits;

  private final SplittableRandom random = new SplittableRandom(1);

  /** For the command line library. */
  public ConsoleLoad() {}

  /** Where the program begins. */
  public static void main(String[] args) {
    AvroGuards.establish();
    System.exit(new CommandLine(new ConsoleLoad()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    try (Scratch scratch = new Scratch();
        EmbeddedKafka kafka = EmbeddedKafka.startIn(scratch.folder().resolve("kafka"), 0)) {
      Path folder = scratch.folder();
      Path file = folder.resolve("job.yaml");
      String yaml = configuration(kafka, folder);
      Files.writeString(file, yaml);
      JobSettings settings = ConfigurationFile.parse(yaml, folder, BenchmarkJob.SECRETS);
      kafka.createTopics(settings.topics(), settings.parallelism());
      try (EmbeddedFlink flink = EmbeddedFlink.start(settings, Optional.empty());
          ConsoleProcess console = ConsoleProcess.start(file, BenchmarkJob.SECRETS, heap)) {
        feed(settings, console);
        if (!flink.isAlive()) {
          throw new IllegalStateException("the job failed");
        }
        visit(console.uri(), folder.resolve("profile"));
      }
    }
    return 0;
  }

  private String configuration(EmbeddedKafka kafka, Path folder) {
    return BenchmarkJob.yaml(
        kafka,
        folder,
        "load",
        DIMENSION,
        2,
        Duration.ofMillis(intervalMillis),
        """
        learners: [nearest-mean, ridge]
        evaluate: {detectors: [adwin, ddm, eddm, page-hinkley, kswin]}
        """,
        "load");
  }

  private void feed(JobSettings settings, ConsoleProcess console) throws Exception {
    System.out.printf(
        "%12s %9s %11s %10s %12s %14s %11s%n",
        "events", "requests", "versions", "facts", "heap, MiB", "resident, MiB", "cores");
    VersionStore store = new VersionStore(settings.modelStore(), settings.model());
    try (EventSender sender = new EventSender(settings.kafka(), settings.topics())) {
      long next = System.nanoTime();
      Instant since = Instant.now();
      Duration worked = console.processorTime();
      for (int event = 1; event <= events; event++) {
        sender.send(event(event));
        if (event % (events / requests) == 0) {
          sender.send(request(event));
        }
        next += 1_000_000_000L / rate;
        LockSupport.parkNanos(next - System.nanoTime());
        if (event % (events / ROWS) == 0) {
          Duration more = console.processorTime().minus(worked);
          double cores = (double) more.toNanos() / Duration.between(since, Instant.now()).toNanos();
          report(event, store, console, cores);
          worked = console.processorTime(); // without what looking at it costs
          since = Instant.now();
          next = System.nanoTime();
        }
      }
      sender.flush();
    }
  }

  private void report(int sent, VersionStore store, ConsoleProcess console, double cores)
      throws Exception {
    System.out.printf(
        Locale.ROOT,
        "%,12d %,9d %,11d %,10.0f %12.1f %14.0f %11.2f%n",
        sent,
        sent / (events / requests),
        store.current().map(Manifest::epoch).orElse(0L),
        facts(console.uri()),
        console.liveHeap() / 1048576.0,
        console.resident() / 1048576.0,
        cores);
  }

  private static double facts(URI console) throws IOException, InterruptedException {
    String metrics =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(console.resolve("/metrics")).build(),
                BodyHandlers.ofString())
            .body();
    Matcher matcher = FACTS.matcher(metrics);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : Double.NaN;
  }

  private void visit(URI console, Path profile) {
    Optional<PageVisit> browser = PageVisit.start(profile);
    if (browser.isEmpty()) {
      System.out.println("no chromium with its driver on the path: the page is not looked at");
      return;
    }
    try (PageVisit page = browser.get()) {
      List<Double> interactive = new ArrayList<>();
      List<Double> charted = new ArrayList<>();
      for (int i = 0; i < visits; i++) {
        Loading loading = page.load(console);
        interactive.add(loading.interactive());
        charted.add(loading.charted());
      }
      print("interactive", interactive);
      print("first chart", charted);
      for (View view : VIEWS) {
        List<Double> drawn = new ArrayList<>();
        for (int i = 0; i < visits; i++) {
          page.follow(new View("#/dead-letters", "main .panel, main .empty"));
          drawn.add(page.follow(view));
        }
        print("to " + view.fragment().substring(2), drawn);
        System.out.printf(
            Locale.ROOT,
            "%-16s longest task in 10 s: %.0f ms%n",
            "",
            page.longestTask(Duration.ofSeconds(10)));
      }
    }
  }

  private static void print(String what, List<Double> millis) {
    Quantiles all = new Quantiles(millis);
    System.out.printf(
        Locale.ROOT, "%-16s median %5.0f ms, slowest %5.0f ms%n", what, all.median(), all.at(1));
  }

  /** One of a thousand is for evaluation, and the rest is learned. */
  private LabeledEvent event(int number) {
    int label = number % LABELS;
    float[] features = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      features[i] = (float) (random.nextDouble() - 0.5) + (i == label % DIMENSION ? 1 : 0);
    }
    return LabeledEvent.newBuilder()
        .setId("example-" + number)
        .setSubject("subject-" + random.nextInt(SUBJECTS))
        .setLabel("label-" + label)
        .setTask("task-" + label / 10)
        .setUse(number % 1_009 == 0 ? ExampleUse.EVALUATE : ExampleUse.TRAIN)
        .setOccurredAt(Instant.ofEpochMilli(MADE_AT + number))
        .setFeatures(EventSender.features(features))
        .build();
  }

  private DeletionEvent request(int number) {
    return DeletionEvent.newBuilder()
        .setRequestId("request-" + number)
        .setScope(DeletionScope.SUBJECT)
        .setSubject("subject-" + random.nextInt(SUBJECTS))
        .setRequestedAt(Instant.ofEpochMilli(MADE_AT + number))
        .build();
  }
}
