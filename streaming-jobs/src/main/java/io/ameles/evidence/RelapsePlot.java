package io.ameles.evidence;

import io.ameles.model.evidence.Evidence;
import io.ameles.model.evidence.Findings;
import io.ameles.model.evidence.Findings.Relapse;
import io.ameles.model.evidence.Selection;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;

/** Accuracy on a forgotten task while other tasks are learned. */
final class RelapsePlot {
  private static final int HEIGHT = 900;

  /** Ends of curves closer than this share a label. */
  private static final double TOO_CLOSE = 0.05;

  private static final List<Color> COLORS =
      List.of(
          PlotStyle.BLUE,
          PlotStyle.VERMILLION,
          PlotStyle.GREEN,
          PlotStyle.PURPLE,
          PlotStyle.ORANGE,
          PlotStyle.SKY,
          PlotStyle.BLACK);

  private record Curve(double[] x, double[] unlearned, double[] retrained, double before) {}

  private RelapsePlot() {}

  /** Empty if nothing was learned after a task was forgotten. */
  static Optional<XYChart> of(List<Evidence> results) {
    Map<String, List<Relapse>> byLearner = new LinkedHashMap<>();
    for (Evidence evidence : results) {
      Findings findings = evidence.findings();
      if (evidence.selection() == Selection.TASK
          && findings != null
          && findings.relapse() != null) {
        byLearner
            .computeIfAbsent(evidence.learner().name(), name -> new ArrayList<>())
            .add(findings.relapse());
      }
    }
    Map<String, Curve> curves = new LinkedHashMap<>();
    byLearner.forEach((learner, relapses) -> curves.put(learner, mean(relapses)));
    return curves.isEmpty() ? Optional.empty() : Optional.of(draw(curves));
  }

  /** Over the seeds, point by point; of as many points as all have. */
  private static Curve mean(List<Relapse> relapses) {
    int points = relapses.stream().mapToInt(relapse -> relapse.points().size()).min().orElseThrow();
    return new Curve(
        mean(relapses, points, Relapse.Point::learned),
        mean(relapses, points, point -> point.accuracy().unlearned().value()),
        mean(relapses, points, point -> point.accuracy().retrained().value()),
        mean(relapses, 1, point -> point.accuracy().before().value())[0]);
  }

  private static double[] mean(
      List<Relapse> relapses, int points, ToDoubleFunction<Relapse.Point> of) {
    return IntStream.range(0, points)
        .mapToDouble(
            i ->
                relapses.stream()
                    .mapToDouble(relapse -> of.applyAsDouble(relapse.points().get(i)))
                    .average()
                    .orElseThrow())
        .toArray();
  }

  private static XYChart draw(Map<String, Curve> curves) {
    XYChart chart =
        PlotStyle.chart(
            "Does a forgotten task come back by itself?",
            "examples of other tasks learned since the request",
            "test accuracy on the forgotten task",
            HEIGHT);
    double end =
        curves.values().stream()
            .mapToDouble(curve -> curve.x()[curve.x().length - 1])
            .max()
            .orElseThrow();
    XYStyler styler = chart.getStyler();
    styler.setXAxisMin(-0.12 * end);
    styler.setXAxisMax(1.3 * end);
    styler.setYAxisMin(-0.03);
    styler.setYAxisMax(1.0);
    styler.setXAxisTickMarkSpacingHint(220);
    styler.setXAxisTickLabelsFormattingFunction(
        value -> value < 0 || value > end ? " " : "%,d".formatted(Math.round(value)));
    styler.setYAxisDecimalPattern("0.0");
    styler.setLegendVisible(false);
    int number = 0;
    for (Map.Entry<String, Curve> curve : curves.entrySet()) {
      draw(chart, curve.getKey(), curve.getValue(), COLORS.get(number % COLORS.size()), end);
      number++;
    }
    label(chart, curves, end);
    return chart;
  }

  private static void draw(XYChart chart, String learner, Curve curve, Color color, double end) {
    double[] x = curve.x();
    PlotStyle.line(
        chart,
        learner + " before",
        new double[] {-0.06 * end, 0},
        new double[] {curve.before(), curve.unlearned()[0]},
        color,
        PlotStyle.stroke(3));
    PlotStyle.line(chart, learner, x, curve.unlearned(), color, PlotStyle.stroke(6));
    PlotStyle.line(chart, learner + " retrained", x, curve.retrained(), color, PlotStyle.dashes(3));
  }

  /** Names at the ends of the curves, together where the curves are. */
  private static void label(XYChart chart, Map<String, Curve> curves, double end) {
    List<Map.Entry<String, Double>> ends = new ArrayList<>();
    curves.forEach(
        (learner, curve) ->
            ends.add(Map.entry(learner, curve.unlearned()[curve.unlearned().length - 1])));
    ends.sort(Map.Entry.comparingByValue());
    for (int from = 0; from < ends.size(); ) {
      int to = from + 1;
      while (to < ends.size()
          && ends.get(to).getValue() - ends.get(to - 1).getValue() < TOO_CLOSE) {
        to++;
      }
      List<String> names =
          ends.subList(from, to).stream().map(Map.Entry::getKey).map(Objects::toString).toList();
      chart.addAnnotation(
          new AnnotationText(
              String.join("\n", names), 1.15 * end, ends.get(from).getValue(), false));
      from = to;
    }
  }
}
