package io.ameles.evidence;

import io.ameles.model.evidence.measure.Interval;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What membership inference finds after a request, beside what it finds in a retrained model. */
final class MembershipPlot {
  private static final double ABOVE = 0.17;
  private static final double BELOW = -0.17;
  private static final double GUESSING = 0.5;

  private MembershipPlot() {}

  /** Empty if nothing could be attacked. */
  static Optional<XYChart> of(List<Summary> all) {
    List<Summary> summaries = all.stream().filter(summary -> summary.attack() != null).toList();
    return summaries.isEmpty() ? Optional.empty() : Optional.of(draw(summaries));
  }

  private static XYChart draw(List<Summary> summaries) {
    RowPlot plot =
        new RowPlot(
            "Membership inference: forgotten against unseen examples",
            "area under the curve, 95 % interval (0.5: guessing)",
            summaries,
            least(summaries),
            most(summaries));
    plot.mark(GUESSING);
    RowPlot.Points before = plot.points();
    RowPlot.Points unlearned = plot.points();
    RowPlot.Points retrained = plot.points();
    for (int row = 0; row < summaries.size(); row++) {
      Summary summary = summaries.get(row);
      Triple area = summary.attack();
      if (area != null) {
        interval(plot, row, ABOVE, summary.unlearnedInterval(), PlotStyle.VERMILLION);
        interval(plot, row, BELOW, summary.retrainedInterval(), PlotStyle.BLACK);
        before.add(row, ABOVE, area.before());
        unlearned.add(row, ABOVE, area.unlearned());
        retrained.add(row, BELOW, area.retrained());
      }
    }
    before.draw("before the request", PlotStyle.PALE_VERMILLION, SeriesMarkers.DIAMOND);
    unlearned.draw("after it", PlotStyle.VERMILLION, SeriesMarkers.CIRCLE);
    retrained.draw("retrained without", PlotStyle.BLACK, SeriesMarkers.SQUARE);
    return plot.chart();
  }

  private static void interval(
      RowPlot plot, int row, double offset, @Nullable Interval interval, Color color) {
    if (interval != null) {
      plot.line(row, offset, interval.low(), interval.high(), color);
    }
  }

  /** A multiple of 0.1 that leaves everything on the plot. */
  private static double least(List<Summary> summaries) {
    double least =
        summaries.stream().flatMapToDouble(MembershipPlot::numbers).min().orElse(GUESSING);
    return Math.max(0, Math.floor(least * 10 - 0.2) / 10);
  }

  private static double most(List<Summary> summaries) {
    double most =
        summaries.stream().flatMapToDouble(MembershipPlot::numbers).max().orElse(GUESSING);
    return Math.min(1, Math.ceil(most * 10 + 0.2) / 10);
  }

  private static DoubleStream numbers(Summary summary) {
    DoubleStream.Builder numbers = DoubleStream.builder();
    numbers.add(GUESSING);
    if (summary.attack() != null) {
      numbers.add(summary.attack().before());
    }
    for (Interval interval :
        Arrays.asList(summary.unlearnedInterval(), summary.retrainedInterval())) {
      if (interval != null) {
        numbers.add(interval.low()).add(interval.high());
      }
    }
    return numbers.build();
  }
}
