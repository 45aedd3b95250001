package io.ameles.benchmark;

import io.ameles.client.EventSender;
import io.ameles.embedded.EmbeddedFlink;
import io.ameles.embedded.EmbeddedKafka;
import io.ameles.model.version.Manifest;
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
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Deletes many subjects while learning goes on as fast as it can: subjects per second, and events
 * learned per second before, meanwhile and after, by the versions of one run.
 */
@Command(name = "BulkDeletion", mixinStandardHelpOptions = true)
public final class BulkDeletion implements Callable<Integer> {
  private static final int DISTINCT_ROWS = 4_096;
  private static final int LABELS = 10;
  private static final long TIME = 1_700_000_000_000L;

  @Option(names = "--subjects", defaultValue = "100000", description = "How many are deleted.")
  private int subjects;

  @Option(names = "--examples", defaultValue = "2", description = "Of each that is deleted.")
  private int examples;

  @Option(
      names = "--per-request",
      defaultValue = "10000",
      description = "How many subjects a request names.")
  private int perRequest;

  @Option(
      names = "--events",
      defaultValue = "2500000",
      description = "To learn meanwhile; must outlast the deletions.")
  private int events;

  @Option(
      names = "--seconds",
      defaultValue = "10",
      description = "Of learning before the first request, and to look at after the last.")
  private int seconds;

  @Option(names = "--dimension", defaultValue = "16")
  private int dimension;

  @Option(names = "--interval-millis", defaultValue = "1000")
  private int intervalMillis;

  @Option(
      names = "--more",
      defaultValue = "",
      description = "Lines of YAML, such as 'flink: {state.backend.type: rocksdb}'.")
  private String more = "";

  private final SplittableRandom random = new SplittableRandom(1);
  private final SortedMap<Long, Manifest> seen = new TreeMap<>();

  /** For the command line library. */
  public BulkDeletion() {}

  /** Where the program begins. */
  public static void main(String[] args) {
    AvroGuards.establish();
    System.exit(new CommandLine(new BulkDeletion()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    try (Scratch scratch = new Scratch();
        EmbeddedKafka kafka = EmbeddedKafka.startIn(scratch.folder().resolve("kafka"), 0)) {
      Path folder = scratch.folder();
      JobSettings settings =
          BenchmarkJob.settings(
              kafka, folder, "bulk", dimension, 2, Duration.ofMillis(intervalMillis), more);
      kafka.createTopics(settings.topics(), 2);
      try (EventSender sender = new EventSender(settings.kafka(), settings.topics())) {
        fill(sender);
        report(run(settings, sender));
      }
    }
    return 0;
  }

  /** Whom to delete first, then the rest: partitions keep that order. */
  private void fill(EventSender sender) {
    float[][] rows = new float[DISTINCT_ROWS][dimension];
    for (float[] row : rows) {
      for (int i = 0; i < dimension; i++) {
        row[i] = (float) (random.nextDouble() - 0.5);
      }
    }
    for (int i = 0; i < subjects * examples; i++) {
      sender.send(event("deleted-" + i % subjects, i, rows));
    }
    for (int i = subjects * examples; i < subjects * examples + events; i++) {
      sender.send(event("kept-" + random.nextInt(50_000), i, rows));
    }
    sender.flush();
  }

  private static LabeledEvent event(String subject, int number, float[][] rows) {
    return LabeledEvent.newBuilder()
        .setId("example-" + number)
        .setSubject(subject)
        .setLabel("label-" + number % LABELS)
        .setOccurredAt(Instant.ofEpochMilli(TIME))
        .setFeatures(EventSender.features(rows[number % DISTINCT_ROWS]))
        .build();
  }

  /** Between which versions the requests were carried out. */
  private record Run(List<Manifest> versions, double seconds, double requestSeconds) {}

  private Run run(JobSettings settings, EventSender sender) {
    VersionStore store = new VersionStore(settings.modelStore(), settings.model());
    long deletable = (long) subjects * examples;
    try (EmbeddedFlink flink = EmbeddedFlink.start(settings, Optional.empty())) {
      await(flink, store, version -> version.accounting().learned() >= deletable);
      awaitSeconds(flink, store);
      long began = System.nanoTime();
      for (int first = 0; first < subjects; first += perRequest) {
        sender.send(request(first, Math.min(subjects, first + perRequest)));
      }
      sender.flush();
      double sent = (System.nanoTime() - began) / 1e9;
      await(flink, store, version -> version.accounting().forgotten() >= deletable);
      double done = (System.nanoTime() - began) / 1e9;
      awaitSeconds(flink, store);
      return new Run(List.copyOf(seen.values()), done, sent);
    }
  }

  private void awaitSeconds(EmbeddedFlink flink, VersionStore store) {
    long until = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    await(flink, store, version -> System.nanoTime() >= until);
  }

  private DeletionEvent request(int from, int to) {
    DeletionEvent.Builder request =
        DeletionEvent.newBuilder()
            .setRequestId("request-" + from)
            .setScope(DeletionScope.SUBJECT)
            .setRequestedAt(Instant.ofEpochMilli(TIME));
    if (to - from == 1) {
      request.setSubject("deleted-" + from);
    } else {
      request.setSubjects(IntStream.range(from, to).mapToObj(i -> "deleted-" + i).toList());
    }
    return request.build();
  }

  /** Notes every version on the way: those from before a deletion do not stay. */
  private void await(EmbeddedFlink flink, VersionStore store, Predicate<Manifest> enough) {
    while (!store.current().map(version -> enough.test(noted(version))).orElse(false)) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      if (!flink.isAlive()) {
        throw new IllegalStateException(flink.awaitFailure().orElse("the job ended"));
      }
    }
  }

  private Manifest noted(Manifest version) {
    seen.put(version.epoch(), version);
    return version;
  }

  private void report(Run run) {
    long deletable = (long) subjects * examples;
    List<Manifest> ready =
        run.versions().stream().filter(v -> v.accounting().learned() >= deletable).toList();
    Manifest first = ready.get(0);
    Manifest last = ready.get(ready.size() - 1);
    if (last.accounting().received() >= deletable + events) {
      throw new IllegalStateException("nothing was left to learn at the end; give more --events");
    }
    Manifest untouched = newest(ready, v -> v.accounting().forgotten() == 0);
    Manifest gone =
        ready.stream()
            .filter(v -> v.accounting().forgotten() >= deletable)
            .findFirst()
            .orElseThrow();
    double before = rate(first, untouched);
    System.out.printf(
        Locale.ROOT,
        "%,d subjects with %d examples each, %,d per request, sent in %.1f s; all gone from a published version after %.1f s: %,.0f subjects/s%n",
        subjects,
        examples,
        perRequest,
        run.requestSeconds(),
        run.seconds(),
        subjects / run.seconds());
    System.out.printf("%-20s %14s %8s%n", "learning", "events/s", "ratio");
    print("before", before, before);
    print("meanwhile", rate(untouched, gone), before);
    print("after", rate(gone, last), before);
  }

  private static Manifest newest(List<Manifest> versions, Predicate<Manifest> wanted) {
    return versions.stream().filter(wanted).reduce((one, later) -> later).orElseThrow();
  }

  private static double rate(Manifest from, Manifest to) {
    Duration between =
        Duration.between(Instant.parse(from.createdAt()), Instant.parse(to.createdAt()));
    return (to.accounting().learned() - from.accounting().learned()) / (between.toMillis() / 1e3);
  }

  private static void print(String when, double rate, double before) {
    System.out.printf(Locale.ROOT, "%-20s %,14.0f %8.2f%n", when, rate, rate / before);
  }
}
