package io.ameles.evidence;

import io.ameles.model.evidence.Verdict;
import io.ameles.model.evidence.measure.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Evidence as lines of text. */
public final class EvidenceTable {
  private static final String ROW = "%-18s %-9s %-11s  %-16s %-24s %-30s %7s %6s %8s %6s %7s  %s";
  private static final String NONE = "-";

  private EvidenceTable() {}

  /** The lines of the table, with an explanation below. */
  public static List<String> of(List<Summary> summaries) {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            "learner",
            "forgets",
            "declares",
            "retained",
            "forgotten",
            "attack, 95 % interval (retr.)",
            "kNN gap",
            "CKA",
            "relearn",
            "spill",
            "relapse",
            "verdict"));
    for (Summary summary : summaries) {
      lines.add(line(summary));
    }
    lines.add("");
    lines.addAll(EXPLANATION);
    return lines;
  }

  private static final List<String> EXPLANATION =
      List.of(
          "Every number compares with a model retrained without the forgotten examples, in the same order and batches; the frozen encoder is not examined.",
          "retained   accuracy on test examples of everything else (and its gap to the retrained model: 0 is perfect)",
          "forgotten  accuracy on the forgotten examples before > after the request (and its gap)",
          "attack     membership inference, forgotten against unseen examples: area under the curve (of the retrained model); equal is perfect",
          "kNN gap    by how much better neighbours in the outputs recognise forgotten examples; CKA: likeness of the outputs for them, 1 is equal",
          "relearn    examples needed to learn it again, over those the retrained model needs: below 1 something was remembered, 0 nothing was forgotten",
          "spill      total change of accuracy on other tasks; relapse: accuracy that came back while other tasks were learned");

  private static String line(Summary summary) {
    return row(
        summary.learner(),
        summary.selection().text(),
        summary.guarantee().name().toLowerCase(Locale.ROOT),
        retained(summary.retained()),
        forgotten(summary.forgotten()),
        attack(summary),
        signed(summary.probe()),
        number("%.3f", summary.similarity()),
        number("%.2f", summary.relearned()),
        number("%.2f", summary.spill()),
        number("%.2f", summary.relapse()),
        verdict(summary));
  }

  private static String retained(@Nullable Triple accuracy) {
    return accuracy == null
        ? NONE
        : say("%.3f (%+.3f)", accuracy.unlearned(), zero(accuracy.gap()));
  }

  private static String forgotten(@Nullable Triple accuracy) {
    return accuracy == null
        ? NONE
        : say("%.3f > %.3f (%+.3f)", accuracy.before(), accuracy.unlearned(), zero(accuracy.gap()));
  }

  private static String attack(Summary summary) {
    Triple area = summary.attack();
    Interval interval = summary.unlearnedInterval();
    return area == null || interval == null
        ? NONE
        : say(
            "%.3f [%.2f, %.2f] (%.3f)",
            area.unlearned(), interval.low(), interval.high(), area.retrained());
  }

  private static String signed(@Nullable Triple probe) {
    return probe == null ? NONE : say("%+.3f", zero(probe.gap()));
  }

  private static String number(String format, @Nullable Double value) {
    return value == null ? NONE : say(format, zero(value));
  }

  private static String verdict(Summary summary) {
    Verdict verdict = summary.verdict();
    long times = summary.verdicts().stream().filter(verdict::equals).count();
    return times == summary.seeds()
        ? verdict.name()
        : say("%s (%d of %d)", verdict.name(), times, summary.seeds());
  }

  /** Without the sign that a zero may have. */
  private static double zero(double value) {
    return Math.abs(value) < 0.0005 ? 0 : value;
  }

  private static String row(Object... cells) {
    return say(ROW, cells).stripTrailing();
  }

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
