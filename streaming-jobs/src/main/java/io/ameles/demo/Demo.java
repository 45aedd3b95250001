package io.ameles.demo;

import io.ameles.audit.VersionAudit;
import io.ameles.client.EventSender;
import io.ameles.demo.dataset.ClassIncrementalStream;
import io.ameles.embedded.EmbeddedFlink;
import io.ameles.embedded.EmbeddedKafka;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.receipt.ReceiptFolder;
import io.ameles.model.verify.AuditResult;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.MalformedEventException;
import io.ameles.stream.job.JobSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs a demonstration from the first event to the audit. */
public final class Demo {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /**
   * Sealing takes a few checkpoints; with RocksDB, and where files are rewritten seldom, longer.
   */
  private static final Duration SEALING_PATIENCE = Duration.ofMinutes(1);

  private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

  private final DemoSettings settings;
  private final DemoPlan plan;
  private final JobSettings job;
  private final DemoProgress progress;

  /**
   * @param settings what was chosen
   * @param stream of the chosen data set
   * @param job configuration of the job, for an embedded broker
   * @param progress who is told how it goes
   */
  public Demo(
      DemoSettings settings,
      ClassIncrementalStream stream,
      JobSettings job,
      DemoProgress progress) {
    this.settings = settings;
    this.plan = new DemoPlan(stream, settings);
    this.job = job;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param kafka a running broker without records in the job's topics
   * @param afterwards gets the report while the job is still running
   * @throws AmelesException if it cannot be brought to an end
   */
  public DemoReport run(EmbeddedKafka kafka, Consumer<DemoReport> afterwards)
      throws MalformedEventException {
    long started = System.nanoTime();
    kafka.createTopics(job.topics(), settings.parallelism());
    VersionStore versions = new VersionStore(job.modelStore(), job.model());
    try (EmbeddedFlink flink = EmbeddedFlink.start(job, Optional.empty());
        DemoWatch watch = new DemoWatch(job.kafka(), job.topics());
        EventSender sender = new EventSender(job.kafka(), job.topics())) {
      DemoPlayer player =
          new DemoPlayer(
              plan, sender, nanosPerExample(), offsets -> awaitVersion(versions, offsets));
      DemoTimes times = new DemoTimes(started);
      TaskEndHeads heads = new TaskEndHeads(versions, job);
      replay(player, watch, versions, heads, flink, times);
      awaitSealing(watch, flink);
      Manifest last = versions.current().orElseThrow();
      heads.take(last, player.taskEnds());
      progress.auditing(last);
      AuditResult audit = VersionAudit.run(job, last);
      ReceiptFolder.write(
          settings.receipts(), watch.receipts(), job.receipts().keys().publicKeys());
      DemoReport report =
          new DemoReporter(settings, plan, job, versions)
              .report(last, audit, player, watch, heads, times);
      afterwards.accept(report);
      return report;
    }
  }

  /** Ends early if the replay is interrupted. */
  private static void awaitVersion(
      VersionStore versions, SortedMap<String, SortedMap<Integer, Long>> offsets) {
    while (!Thread.currentThread().isInterrupted()
        && versions.current().filter(version -> version.offsets().equals(offsets)).isEmpty()) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private long nanosPerExample() {
    return settings.duration().toNanos() / plan.stream().examples().size();
  }

  private void replay(
      DemoPlayer player,
      DemoWatch watch,
      VersionStore versions,
      TaskEndHeads heads,
      EmbeddedFlink flink,
      DemoTimes times)
      throws MalformedEventException {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<SortedMap<String, SortedMap<Integer, Long>>> ends =
          thread.submit(() -> player.play(job.topics().labeledEvents()));
      Manifest seen = null;
      long lastProgress = System.nanoTime();
      while (!(ends.isDone() && isComplete(seen, result(ends), watch))) {
        watch.poll();
        Manifest current = versions.current().orElse(null);
        if (current != null && (seen == null || current.epoch() > seen.epoch())) {
          times.version();
          heads.take(current, player.taskEnds());
          seen = current;
          lastProgress = System.nanoTime();
        }
        progress.at(player.sent(), current, watch.recentAccuracies(), watch.receipts().size());
        requireProgress(flink, ends, lastProgress);
      }
      times.complete();
    } finally {
      thread.shutdownNow();
    }
  }

  private boolean isComplete(
      @Nullable Manifest version,
      SortedMap<String, SortedMap<Integer, Long>> ends,
      DemoWatch watch) {
    return version != null
        && version.offsets().equals(ends)
        && AnsweredRequest.of(watch.receipts()).size() == plan.requests();
  }

  /** Not for ever: what is still outstanding then stands in the report. */
  private void awaitSealing(DemoWatch watch, EmbeddedFlink flink) throws MalformedEventException {
    long deadline = System.nanoTime() + SEALING_PATIENCE.toNanos();
    long open = open(watch);
    while (open > 0 && flink.isAlive() && System.nanoTime() < deadline) {
      progress.sealing(open);
      watch.poll();
      open = open(watch);
    }
  }

  private static long open(DemoWatch watch) {
    return AnsweredRequest.of(watch.receipts()).stream()
        .filter(request -> !request.isOver())
        .count();
  }

  private static void requireProgress(EmbeddedFlink flink, Future<?> ends, long lastProgressNanos) {
    boolean waiting = ends.isDone();
    if (!flink.isAlive()) {
      throw new AmelesException(
          ErrorCode.STORAGE,
          "The job ended early: %s. See the log in the output folder."
              .formatted(flink.awaitFailure().orElse("no reason given")));
    }
    if (waiting && System.nanoTime() - lastProgressNanos > PATIENCE.toNanos()) {
      throw new AmelesException(
          ErrorCode.STORAGE,
          "No new version for %s; see the log in the output folder.".formatted(PATIENCE));
    }
  }

  private static SortedMap<String, SortedMap<Integer, Long>> result(
      Future<SortedMap<String, SortedMap<Integer, Long>>> ends) {
    try {
      return ends.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AmelesException(ErrorCode.KAFKA, "Interrupted while sending.", e);
    } catch (ExecutionException e) {
      throw new AmelesException(ErrorCode.KAFKA, "Sending failed: " + e.getCause().getMessage(), e);
    }
  }
}
