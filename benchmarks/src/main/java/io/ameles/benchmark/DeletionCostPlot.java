package io.ameles.benchmark;

import io.ameles.evidence.PlotStyle;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Times against how much was learned, both in powers of ten. */
final class DeletionCostPlot {
  private static final int HEIGHT = 900;

  private DeletionCostPlot() {}

  /** What a time is of. */
  enum Kind {
    OPERATOR("ledger alone", PlotStyle.BLUE),
    RECEIPT("request to receipt", PlotStyle.VERMILLION),
    CHECKPOINT("one checkpoint", PlotStyle.GREY);

    private final String words;
    private final Color color;

    Kind(String words, Color color) {
      this.words = words;
      this.color = color;
    }
  }

  /**
   * Medians.
   *
   * @param sizes examples learned
   * @param millis one per size
   */
  record Line(Kind kind, LedgerCost.Backend backend, List<Integer> sizes, List<Double> millis) {
    Line {
      sizes = List.copyOf(sizes);
      millis = List.copyOf(millis);
    }
  }

  static void write(List<Line> lines, Path file) throws IOException {
    System.setProperty("java.awt.headless", "true");
    XYChart chart =
        PlotStyle.chart(
            "What deleting one subject costs (medians)",
            "examples learned",
            "milliseconds",
            PlotStyle.WIDTH,
            HEIGHT);
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setLegendLayout(LegendLayout.Vertical);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    lines.forEach(line -> draw(chart, line));
    ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile());
  }

  private static void draw(XYChart chart, Line line) {
    boolean heap = line.backend() == LedgerCost.Backend.HEAP;
    XYSeries series =
        chart.addSeries(
            "%s, %s".formatted(line.kind().words, line.backend().name().toLowerCase(Locale.ROOT)),
            line.sizes().stream().mapToDouble(Integer::doubleValue).toArray(),
            line.millis().stream().mapToDouble(Double::doubleValue).toArray());
    series.setLineColor(line.kind().color);
    series.setLineStyle(heap ? PlotStyle.stroke(4) : PlotStyle.dashes(4));
    series.setMarker(heap ? SeriesMarkers.CIRCLE : SeriesMarkers.SQUARE);
    series.setMarkerColor(line.kind().color);
  }
}
