package io.ameles.demo;

import io.ameles.model.head.Head;
import io.ameles.model.learn.Learner;
import io.ameles.model.verify.AuditResult;
import io.ameles.model.verify.LearnerAudit;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import io.ameles.stream.job.JobSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Measures what a demonstration left behind. */
final class DemoReporter {
  private final DemoSettings settings;
  private final DemoPlan plan;
  private final JobSettings job;
  private final VersionStore versions;

  DemoReporter(DemoSettings settings, DemoPlan plan, JobSettings job, VersionStore versions) {
    this.settings = settings;
    this.plan = plan;
    this.job = job;
    this.versions = versions;
  }

  DemoReport report(
      Manifest last,
      AuditResult audit,
      DemoPlayer player,
      DemoWatch watch,
      TaskEndHeads heads,
      DemoTimes times) {
    List<DemoReport.Receipt> receipts = receipts(player, watch);
    SortedMap<String, DemoReport.Learner> learners = learners(last, audit, heads, watch);
    Manifest.Accounting accounting = last.accounting();
    return new DemoReport(
        settings.dataset(),
        settings.seed(),
        settings.parallelism(),
        settings.ledger().name().toLowerCase(Locale.ROOT),
        player.sent(),
        accounting.learned() - plan.evaluation().size(),
        last.liveExamples(),
        plan.evaluation().size(),
        last.evaluationExamples(),
        accounting.deadLetters() + accounting.deletionDeadLetters(),
        watch.versions(),
        accounting,
        times.toSeconds(),
        deletions(receipts),
        receipts,
        plan.stream().tasks(),
        learners,
        settings.out().toString());
  }

  private static List<DemoReport.Receipt> receipts(DemoPlayer player, DemoWatch watch) {
    return AnsweredRequest.of(watch.receipts()).stream()
        .map(request -> receipt(request, player, watch))
        .toList();
  }

  private static DemoReport.Receipt receipt(
      AnsweredRequest request, DemoPlayer player, DemoWatch watch) {
    DeletionReceipt answer = request.answer();
    DeletionReceipt sealed = request.find(ReceiptStage.SEALED);
    return new DemoReport.Receipt(
        answer.getSequence(),
        answer.getRequestId(),
        answer.getScope().name(),
        answer.getStatus().name(),
        request.newest().getStage().name(),
        answer.getExamplesRemoved(),
        answer.getEpoch(),
        millis(answer, player, watch),
        sealed == null ? null : millis(sealed, player, watch),
        request.newest().getOutstanding());
  }

  private static long millis(DeletionReceipt receipt, DemoPlayer player, DemoWatch watch) {
    long requested = player.requestedNanos().getOrDefault(receipt.getRequestId(), 0L);
    return (watch.receivedNanos(receipt) - requested) / 1_000_000;
  }

  private DemoReport.Deletions deletions(List<DemoReport.Receipt> rows) {
    long[] applied =
        rows.stream()
            .filter(row -> !row.status().equals(ReceiptStatus.REPEATED.name()))
            .mapToLong(DemoReport.Receipt::latencyMillis)
            .sorted()
            .toArray();
    long[] sealed =
        rows.stream()
            .map(DemoReport.Receipt::sealedMillis)
            .flatMap(Stream::ofNullable)
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    return new DemoReport.Deletions(
        plan.requests(),
        count(rows, ReceiptStatus.COMPLETED) + count(rows, ReceiptStatus.REPEATED),
        count(rows, ReceiptStatus.PARTIAL),
        count(rows, ReceiptStatus.REFUSED),
        sealed.length,
        median(applied),
        slowest(applied),
        median(sealed),
        slowest(sealed));
  }

  private static @Nullable Long median(long[] sorted) {
    return sorted.length == 0 ? null : sorted[sorted.length / 2];
  }

  private static @Nullable Long slowest(long[] sorted) {
    return sorted.length == 0 ? null : sorted[sorted.length - 1];
  }

  private static long count(List<DemoReport.Receipt> rows, ReceiptStatus status) {
    return rows.stream().filter(row -> row.status().equals(status.name())).count();
  }

  private SortedMap<String, DemoReport.Learner> learners(
      Manifest last, AuditResult audit, TaskEndHeads heads, DemoWatch watch) {
    TaskAccuracies accuracies =
        new TaskAccuracies(plan.stream(), forgottenLabels(), job.intake().quantization());
    SortedMap<String, DemoReport.Learner> learners = new TreeMap<>();
    for (Learner learner : job.learners()) {
      AccuracyMatrix matrix = new AccuracyMatrix(plan.stream().tasks());
      heads
          .of(learner.name())
          .forEach((task, head) -> matrix.add(task, byTask(accuracies.of(head, false))));
      learners.put(learner.name(), learner(learner, last, audit, accuracies, matrix, watch));
    }
    return learners;
  }

  private DemoReport.Learner learner(
      Learner learner,
      Manifest last,
      AuditResult audit,
      TaskAccuracies accuracies,
      AccuracyMatrix matrix,
      DemoWatch watch) {
    Head head = head(last.epoch(), learner);
    Manifest.Learner published = last.learner(learner.name());
    LearnerAudit audited =
        audit.learners().stream()
            .filter(candidate -> candidate.name().equals(learner.name()))
            .findFirst()
            .orElseThrow();
    String actual = audited.actualDigest();
    return new DemoReport.Learner(
        published.type(),
        published.settings(),
        total(accuracies.of(head, false)),
        total(accuracies.of(head, true)),
        forgotten(accuracies.ofForgotten(head, false)),
        forgotten(accuracies.ofForgotten(head, true)),
        watch.accuracies().getOrDefault(learner.name(), 0.0),
        matrix.forgetting(),
        guarantees(learner),
        published.additive(),
        audited.expectedDigest(),
        actual == null ? "" : actual,
        audited.equal() && audit.liveExamples() == audit.expectedLiveExamples(),
        versions.size(last.epoch(), learner.name()),
        published.facts(),
        matrix.toLists());
  }

  private Head head(long epoch, Learner learner) {
    return versions.learner(epoch, learner.name()).solution().head();
  }

  private static SortedMap<String, String> guarantees(Learner learner) {
    SortedMap<String, String> guarantees = new TreeMap<>();
    for (DeletionScope scope : DeletionScope.values()) {
      guarantees.put(scope.name(), learner.guarantee(scope).name());
    }
    return guarantees;
  }

  private static double total(Map<String, TaskAccuracies.Hits> hits) {
    return hits.values().stream()
        .reduce(new TaskAccuracies.Hits(0, 0), TaskAccuracies.Hits::plus)
        .accuracy();
  }

  private static @Nullable Double forgotten(TaskAccuracies.Hits hits) {
    return hits.rows() == 0 ? null : hits.accuracy();
  }

  private static Map<String, Double> byTask(Map<String, TaskAccuracies.Hits> hits) {
    Map<String, Double> byTask = new LinkedHashMap<>();
    hits.forEach(
        (task, counted) -> {
          if (counted.rows() > 0) {
            byTask.put(task, counted.accuracy());
          }
        });
    return byTask;
  }

  private Set<String> forgottenLabels() {
    Set<String> labels = new TreeSet<>(plan.forgottenLabels());
    plan.forgottenTasks().forEach(task -> labels.addAll(plan.stream().labels(task)));
    return labels;
  }
}
