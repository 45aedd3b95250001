package io.ameles.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of a demonstration, as one screen of text. */
public final class DemoScreen {
  private DemoScreen() {}

  /** The lines of the screen. */
  public static List<String> of(DemoReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        "%s: %,d events sent, %,d learned, %,d live in the model, %d dead letters, %d versions"
            .formatted(
                report.dataset(),
                report.examplesSent(),
                report.examplesLearned(),
                report.liveExamples(),
                report.deadLetters(),
                report.versions()));
    lines.add(
        line(
            "first version after %.1f s, everything reflected after %.1f s, %.1f s in all",
            report.seconds().untilFirstVersion(),
            report.seconds().stream(),
            report.seconds().total()));
    report.learners().forEach((name, learner) -> addLearner(lines, name, learner, report));
    addDeletions(lines, report);
    addVerdict(lines, report);
    return lines;
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
        "deletions   %d requested, %d completed, %d in part, %d refused; receipt after %d ms (median), %d ms (slowest)"
            .formatted(
                deletions.requested(),
                deletions.completed(),
                deletions.partial(),
                deletions.rejected(),
                deletions.latencyMillisMedian(),
                deletions.latencyMillisMax()));
    lines.add(
        "  %3s  %-9s  %-8s  %7s  %5s  %8s  %s"
            .formatted("#", "status", "scope", "removed", "epoch", "latency", "request"));
    for (DemoReport.Receipt receipt : report.receipts()) {
      lines.add(
          "  %3d  %-9s  %-8s  %,7d  %5d  %5d ms  %s"
              .formatted(
                  receipt.sequence(),
                  receipt.status(),
                  receipt.scope(),
                  receipt.examplesRemoved(),
                  receipt.epoch(),
                  receipt.latencyMillis(),
                  receipt.requestId()));
    }
  }

  private static void addVerdict(List<String> lines, DemoReport report) {
    lines.add("");
    for (Map.Entry<String, DemoReport.Learner> entry : report.learners().entrySet()) {
      DemoReport.Learner learner = entry.getValue();
      lines.add("audit       %s".formatted(entry.getKey()));
      lines.add("  published  %s".formatted(learner.stateDigest()));
      lines.add("  recomputed %s".formatted(learner.auditDigest()));
      lines.add(
          learner.auditEqual()
              ? "  EQUAL: the published model is, bit for bit, the model of the live examples."
              : "  NOT EQUAL: the published model is not the model of the live examples.");
    }
    lines.add("");
    lines.add("files       " + report.out());
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
