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

  private static final int NAMES = 400;

  private final XYChart chart;
  private final List<String> names;
  private final int rows;
  private int lines;

  RowPlot(String title, String x, List<Summary> summaries, double least, double most) {
    this.rows = summaries.size();
    this.names =
        summaries.stream()
            .map(summary -> "%s: %s".formatted(summary.learner(), summary.selection().text()))
            .toList();
    this.chart =
        PlotStyle.chart(title, x, "", PlotStyle.WIDTH - NAMES, MARGINS + ROW_HEIGHT * rows);
    XYStyler styler = chart.getStyler();
    styler.setXAxisMin(least);
    styler.setXAxisMax(most);
    styler.setYAxisMin(0.5);
    styler.setYAxisMax(rows + 0.5);
    styler.setXAxisTickMarkSpacingHint(110);
    styler.setXAxisDecimalPattern("0.0");
    styler.setPlotGridHorizontalLinesVisible(false);
    styler.setYAxisTitleVisible(false);
    styler.setYAxisTicksVisible(false);
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

  Picture picture() {
    List<Picture.Label> labels = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      double height = height(row, 0);
      labels.add(new Picture.Label(names.get(row), height, height, true, PlotStyle.BLACK));
    }
    return new Picture(chart, NAMES, 0, labels);
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
