package io.ameles.benchmark;

import io.ameles.client.EventSender;
import io.ameles.embedded.EmbeddedFlink;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.LabeledEvent;
import io.ameles.stream.job.JobSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** A topic full of events, and a job that learns them all. */
final class LearningRun {
  private static final int LABELS = 100;
  private static final int SUBJECTS = 5_000;
  private static final int DISTINCT_ROWS = 4_096;

  private LearningRun() {}

  /**
   * What was measured.
   *
   * @param eventsPerSecond between the barriers of the first version with a quarter of the events
   *     and of the last one with events still to come: without start-up, warming up, and waiting
   *     for a last checkpoint
   * @param seconds between these barriers
   * @param firstVersionSeconds from starting the job
   * @param versions that were published
   * @param restarts of the job
   * @param peakHeap bytes, the most that was seen
   */
  record Result(
      double eventsPerSecond,
      double seconds,
      double firstVersionSeconds,
      int versions,
      int restarts,
      long peakHeap) {}

  static void fill(JobSettings settings, int events) {
    SplittableRandom random = new SplittableRandom(1);
    float[][] rows = new float[DISTINCT_ROWS][settings.intake().dimension()];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
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

  static Result learn(JobSettings settings, int events) {
    long started = System.nanoTime();
    VersionStore store = new VersionStore(settings.modelStore(), settings.model());
    long peak = 0;
    double firstVersion = 0;
    int restarts;
    try (EmbeddedFlink flink = EmbeddedFlink.start(settings, Optional.empty())) {
      while (store.current().map(Manifest::liveExamples).orElse(0L) < events) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        peak = Math.max(peak, usedHeap());
        if (firstVersion == 0 && store.current().isPresent()) {
          firstVersion = (System.nanoTime() - started) / 1e9;
        }
        if (!flink.isAlive()) {
          throw new IllegalStateException(flink.awaitFailure().orElse("the job ended"));
        }
      }
      restarts = flink.restarts();
    }
    List<Manifest> versions = store.epochs().stream().map(store::manifest).toList();
    return result(versions, events, firstVersion, restarts, peak);
  }

  private static Result result(
      List<Manifest> versions, int events, double firstVersion, int restarts, long peak) {
    List<Manifest> steady =
        versions.stream()
            .filter(v -> v.liveExamples() >= events / 4 && v.liveExamples() < events)
            .toList();
    if (steady.size() < 2) {
      throw new IllegalStateException("too few versions; more --events or shorter intervals");
    }
    Manifest begin = steady.get(0);
    Manifest end = steady.get(steady.size() - 1);
    Duration between =
        Duration.between(Instant.parse(begin.createdAt()), Instant.parse(end.createdAt()));
    double seconds = between.toMillis() / 1e3;
    double rate = (end.liveExamples() - begin.liveExamples()) / seconds;
    return new Result(rate, seconds, firstVersion, versions.size(), restarts, peak);
  }

  private static long usedHeap() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
