package io.ameles.evidence;

import io.ameles.model.evidence.Selection;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What forgetting a label or a task did to accuracy on it, and on everything else. */
final class AccuracyPlot {
  private static final double ABOVE = 0.17;
  private static final double BELOW = -0.17;

  private AccuracyPlot() {}

  /** Empty if no label or task was forgotten that there are test examples of. */
  static Optional<XYChart> of(List<Summary> all) {
    List<Summary> summaries =
        all.stream()
            .filter(AccuracyPlot::isOfAKind)
            .filter(summary -> summary.unseen() != null)
            .toList();
    return summaries.isEmpty() ? Optional.empty() : Optional.of(draw(summaries));
  }

  private static boolean isOfAKind(Summary summary) {
    return summary.selection() == Selection.LABEL || summary.selection() == Selection.TASK;
  }

  private static XYChart draw(List<Summary> summaries) {
    RowPlot plot =
        new RowPlot(
            "Test accuracy before and after a label or task is forgotten",
            "accuracy",
            summaries,
            0,
            1);
    RowPlot.Points before = plot.points();
    RowPlot.Points forgotten = plot.points();
    RowPlot.Points retained = plot.points();
    RowPlot.Points retrained = plot.points();
    for (int row = 0; row < summaries.size(); row++) {
      Triple unseen = summaries.get(row).unseen();
      if (unseen != null) {
        plot.line(row, ABOVE, unseen.before(), unseen.unlearned(), PlotStyle.PALE_VERMILLION);
        before.add(row, ABOVE, unseen.before());
        forgotten.add(row, ABOVE, unseen.unlearned());
        retrained.add(row, ABOVE, unseen.retrained());
      }
      Triple kept = summaries.get(row).retained();
      if (kept != null) {
        plot.line(row, BELOW, kept.before(), kept.unlearned(), PlotStyle.PALE_BLUE);
        retained.add(row, BELOW, kept.unlearned());
        retrained.add(row, BELOW, kept.retrained());
      }
    }
    before.draw("forgotten: before", PlotStyle.PALE_VERMILLION, SeriesMarkers.CIRCLE);
    forgotten.draw("after", PlotStyle.VERMILLION, SeriesMarkers.CIRCLE);
    retained.draw("everything else: after", PlotStyle.BLUE, SeriesMarkers.SQUARE);
    retrained.draw("retrained without it", PlotStyle.BLACK, SeriesMarkers.CROSS);
    return plot.chart();
  }
}
