package io.ameles.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What came of a demonstration, as one screen of text. */
public final class DemoScreen {
  private DemoScreen() {}

  /** The lines of the screen. */
  public static List<String> of(DemoReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "%s: %,d events sent to learn from, %,d learned, %,d live in the model, %d dead letters, %d versions"
            .formatted(
                report.dataset(),
                report.examplesSent(),
                report.examplesLearned(),
                report.liveExamples(),
                report.deadLetters(),
                report.versions()));
    lines.add(
        "evaluated on %,d examples that are never learned, of %,d sent before"
            .formatted(report.evaluationExamples(), report.evaluationSent()));
    lines.add(
        line(
            "first version after %.1f s, everything reflected after %.1f s, %.1f s in all",
            report.seconds().untilFirstVersion(),
            report.seconds().stream(),
            report.seconds().total()));
    if (report.learners().size() == 1) {
      report.learners().forEach((name, learner) -> addLearner(lines, name, learner, report));
    } else {
      addComparison(lines, report);
    }
    addDeletions(lines, report);
    addVerdict(lines, report);
    return lines;
  }

  private static void addComparison(List<String> lines, DemoReport report) {
    lines.add("");
    lines.add(
        "%-20s  %8s  %10s  %9s  %10s  %10s  %8s  %s"
            .formatted(
                "learner",
                "accuracy",
                "task known",
                "forgotten",
                "task known",
                "forgetting",
                "size",
                "forgets examples, subject, label, task"));
    report
        .learners()
        .forEach(
            (name, learner) ->
                lines.add(
                    line(
                        "%-20s  %8.4f  %10.4f  %9s  %10s  %10.4f  %5.1f MB  %s",
                        name,
                        learner.finalAccuracy(),
                        learner.finalAccuracyTaskKnown(),
                        orDash(learner.forgottenAccuracy()),
                        orDash(learner.forgottenAccuracyTaskKnown()),
                        learner.forgetting(),
                        learner.bytes() / 1e6,
                        guarantees(learner))));
  }

  private static String orDash(@Nullable Double accuracy) {
    return accuracy == null ? "-" : line("%.4f", accuracy);
  }

  private static String guarantees(DemoReport.Learner learner) {
    Set<String> distinct = Set.copyOf(learner.guarantees().values());
    return distinct.size() == 1
        ? "all " + distinct.iterator().next().toLowerCase(Locale.ROOT)
        : Stream.of("EXAMPLES", "SUBJECT", "LABEL", "TASK")
            .map(scope -> learner.guarantees().get(scope))
            .map(guarantee -> guarantee.equals("UNSUPPORTED") ? "no" : guarantee)
            .map(guarantee -> guarantee.toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
  }

  private static void addLearner(
      List<String> lines, String name, DemoReport.Learner learner, DemoReport report) {
    lines.add("");
    lines.add(
        line(
            "%s   final accuracy %.4f   prequential %.4f   forgetting %.4f",
            name, learner.finalAccuracy(), learner.prequentialAccuracy(), learner.forgetting()));
    lines.add("  held-out accuracy in %; a row per task learned, a column per task tested");
    for (int row = 0; row < report.tasks().size(); row++) {
      StringBuilder cells = new StringBuilder();
      for (double accuracy : learner.accuracyByTask().get(row)) {
        cells.append(line(" %3.0f", 100 * accuracy));
      }
      lines.add("  %-10s%s".formatted("+" + report.tasks().get(row), cells));
    }
  }

  private static void addDeletions(List<String> lines, DemoReport report) {
    DemoReport.Deletions deletions = report.deletions();
    if (deletions.requested() == 0) {
      return;
    }
    lines.add("");
    lines.add(
        "deletions   %d requested, %d completed, %d in part, %d refused; %d sealed"
            .formatted(
                deletions.requested(),
                deletions.completed(),
                deletions.partial(),
                deletions.rejected(),
                deletions.sealed()));
    lines.add(
        "  applied after %s, sealed after %s (median, slowest)"
            .formatted(
                times(deletions.latencyMillisMedian(), deletions.latencyMillisMax()),
                times(deletions.sealedMillisMedian(), deletions.sealedMillisMax())));
    lines.add(
        "  %3s  %-9s  %-9s  %-8s  %7s  %5s  %8s  %8s  %s"
            .formatted(
                "#", "stage", "status", "scope", "removed", "epoch", "applied", "sealed",
                "request"));
    for (DemoReport.Receipt receipt : report.receipts()) {
      lines.add(
          "  %3d  %-9s  %-9s  %-8s  %,7d  %5d  %8s  %8s  %s"
              .formatted(
                  receipt.sequence(),
                  receipt.stage(),
                  receipt.status(),
                  receipt.scope(),
                  receipt.examplesRemoved(),
                  receipt.epoch(),
                  receipt.status().equals("REPEATED") ? "" : seconds(receipt.latencyMillis()),
                  seconds(receipt.sealedMillis()),
                  receipt.requestId()));
    }
    report.receipts().stream()
        .flatMap(receipt -> receipt.outstanding().stream())
        .distinct()
        .forEach(reason -> lines.add("  outstanding: " + reason));
  }

  private static String times(@Nullable Long median, @Nullable Long slowest) {
    return "%s, %s".formatted(seconds(median), seconds(slowest));
  }

  private static String seconds(@Nullable Long millis) {
    return millis == null ? "-" : line("%.1f s", millis / 1e3);
  }

  private static void addVerdict(List<String> lines, DemoReport report) {
    lines.add("");
    report.learners().forEach((name, learner) -> lines.addAll(verdict(name, learner)));
    lines.add("");
    lines.add("files       " + report.out());
  }

  private static List<String> verdict(String name, DemoReport.Learner learner) {
    if (!learner.additive()) {
      return List.of(
          "audit       " + name,
          "  not recomputed: the parameters depend on the order of training, and nothing exact is claimed");
    }
    return List.of(
        "audit       " + name,
        "  published  " + learner.stateDigest(),
        "  recomputed " + learner.auditDigest(),
        learner.auditEqual()
            ? "  EQUAL: the published model is, bit for bit, the model of the live examples."
            : "  NOT EQUAL: the published model is not the model of the live examples.");
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
