package io.ameles.evidence;

import io.ameles.model.evidence.Evidence;
import io.ameles.model.evidence.Findings;
import io.ameles.model.evidence.Findings.Relapse;
import io.ameles.model.evidence.Selection;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Accuracy on a forgotten task while other tasks are learned. */
final class RelapsePlot {
  private static final int HEIGHT = 900;

  private static final int NAMES = 360;

  /** Names closer than this would overlap. */
  private static final double TOO_CLOSE = 0.05;

  private static final List<Color> COLORS =
      List.of(
          PlotStyle.BLUE,
          PlotStyle.VERMILLION,
          PlotStyle.GREEN,
          PlotStyle.PURPLE,
          PlotStyle.ORANGE,
          PlotStyle.SKY,
          PlotStyle.BLACK,
          PlotStyle.GREY);

  private record Curve(double[] x, double[] unlearned, double[] retrained, double before) {}

  private RelapsePlot() {}

  /** Empty if nothing was learned after a task was forgotten. */
  static Optional<Picture> of(List<Evidence> results) {
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

  private static Picture draw(Map<String, Curve> curves) {
    XYChart chart =
        PlotStyle.chart(
            "Accuracy on a forgotten task while others are learned",
            "examples learned since the request (dashed: the retrained model)",
            "test accuracy; diamonds: before the request",
            PlotStyle.WIDTH - NAMES,
            HEIGHT);
    XYStyler styler = chart.getStyler();
    styler.setXAxisMin(0.0);
    styler.setYAxisMin(0.0);
    styler.setYAxisMax(1.0);
    styler.setXAxisTickMarkSpacingHint(220);
    styler.setXAxisDecimalPattern("#,##0");
    styler.setYAxisDecimalPattern("0.0");
    styler.setLegendVisible(false);
    List<Picture.Label> labels = new ArrayList<>();
    int number = 0;
    for (Map.Entry<String, Curve> curve : curves.entrySet()) {
      Color color = COLORS.get(number % COLORS.size());
      draw(chart, curve.getKey(), curve.getValue(), color);
      double end = last(curve.getValue().unlearned());
      labels.add(new Picture.Label(curve.getKey(), end, end, false, color));
      number++;
    }
    return new Picture(chart, 0, NAMES, apart(labels));
  }

  private static double last(double[] values) {
    return values[values.length - 1];
  }

  private static void draw(XYChart chart, String learner, Curve curve, Color color) {
    PlotStyle.line(
        chart, learner + " retrained", curve.x(), curve.retrained(), color, PlotStyle.dashes(3));
    PlotStyle.line(chart, learner, curve.x(), curve.unlearned(), color, PlotStyle.stroke(6));
    PlotStyle.points(
        chart,
        learner + " before",
        new double[] {0},
        new double[] {curve.before()},
        color,
        SeriesMarkers.DIAMOND);
  }

  /** Moves names up that would lie on top of one another. */
  private static List<Picture.Label> apart(List<Picture.Label> labels) {
    List<Picture.Label> apart = new ArrayList<>();
    double free = 0;
    List<Picture.Label> sorted = new ArrayList<>(labels);
    sorted.sort(Comparator.comparingDouble(Picture.Label::height));
    for (Picture.Label label : sorted) {
      double height = Math.max(free, label.height());
      apart.add(
          new Picture.Label(
              label.text(), height, label.points(), label.onTheLeft(), label.color()));
      free = height + TOO_CLOSE;
    }
    return apart;
  }
}
