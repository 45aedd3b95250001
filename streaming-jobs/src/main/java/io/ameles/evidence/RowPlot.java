package io.ameles.evidence;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;

/** A plot of numbers along rows, one per learner and kind of request, the first at the top. */
final class RowPlot {
  private static final int ROW_HEIGHT = 60;
  private static final int MARGINS = 270;
  private static final float LINE_WIDTH = 5;

  private final XYChart chart;
  private final int rows;
  private int lines;

  RowPlot(String title, String x, List<Summary> summaries, double least, double most) {
    this.rows = summaries.size();
    this.chart = PlotStyle.chart(title, x, "", MARGINS + ROW_HEIGHT * rows);
    List<String> names =
        summaries.stream()
            .map(summary -> "%s: %s".formatted(summary.learner(), summary.selection().text()))
            .toList();
    XYStyler styler = chart.getStyler();
    styler.setXAxisMin(least);
    styler.setXAxisMax(most);
    styler.setYAxisMin(0.5);
    styler.setYAxisMax(rows + 0.5);
    styler.setYAxisTickMarkSpacingHint(ROW_HEIGHT / 2);
    styler.setXAxisTickMarkSpacingHint(130);
    styler.setXAxisDecimalPattern("0.0");
    styler.setPlotGridHorizontalLinesVisible(false);
    styler.setYAxisTitleVisible(false);
    styler.setYAxisTickLabelsFormattingFunction(height -> name(names, height));
  }

  private static String name(List<String> names, double height) {
    long row = Math.round(names.size() - height);
    boolean onARow = Math.abs(names.size() - height - row) < 1e-6;
    return onARow && row >= 0 && row < names.size() ? names.get((int) row) : " ";
  }

  private double height(int row, double offset) {
    return rows - row + offset;
  }

  /** A collection of points that will look alike. */
  Points points() {
    return new Points();
  }

  /** A line along a row, {@code offset} rows above its middle. */
  void line(int row, double offset, double from, double to, Color color) {
    double[] y = {height(row, offset), height(row, offset)};
    PlotStyle.line(
        chart, nextName(), new double[] {from, to}, y, color, PlotStyle.stroke(LINE_WIDTH));
  }

  /** A line across all rows. */
  void mark(double value) {
    double[] y = {0.5, rows + 0.5};
    PlotStyle.line(
        chart, nextName(), new double[] {value, value}, y, PlotStyle.GREY, PlotStyle.dashes(2.5f));
  }

  private String nextName() {
    lines++;
    return "line " + lines;
  }

  XYChart chart() {
    return chart;
  }

  /** Points on some of the rows. */
  final class Points {
    private final List<Double> x = new ArrayList<>();
    private final List<Double> y = new ArrayList<>();

    void add(int row, double offset, double value) {
      x.add(value);
      y.add(height(row, offset));
    }

    /** Nothing happens if there are none. */
    void draw(String name, Color color, Marker marker) {
      if (!x.isEmpty()) {
        PlotStyle.points(chart, name, array(x), array(y), color, marker);
      }
    }

    private static double[] array(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
