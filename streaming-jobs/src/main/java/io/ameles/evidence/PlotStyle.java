package io.ameles.evidence;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How plots look: large enough to be read at half their size, in colours that everybody can tell
 * apart (Okabe and Ito, "Color Universal Design").
 */
public final class PlotStyle {
  /** Of a series. */
  public static final Color BLUE = new Color(0x0072B2);

  /** Of a series. */
  public static final Color VERMILLION = new Color(0xD55E00);

  static final Color GREEN = new Color(0x009E73);
  static final Color PURPLE = new Color(0xCC79A7);
  static final Color SKY = new Color(0x56B4E9);
  static final Color ORANGE = new Color(0xE69F00);
  static final Color PALE_VERMILLION = new Color(0xF0BC98);
  static final Color PALE_BLUE = new Color(0x9CC6E2);
  static final Color BLACK = new Color(0x222222);

  /** Of a series. */
  public static final Color GREY = new Color(0x9A9A9A);

  /** Of a picture, margins included, in pixels. */
  public static final int WIDTH = 1600;

  private static final Color FAINT = new Color(0xE4E4E4);
  private static final BasicStroke NO_LINE = new BasicStroke(0);

  private PlotStyle() {}

  /** An empty chart. */
  public static XYChart chart(String title, String x, String y, int width, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    XYStyler styler = chart.getStyler();
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(FAINT);
    styler.setPlotGridLinesStroke(new BasicStroke(1.5f));
    styler.setChartTitleFont(font(Font.BOLD, 30));
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitlePadding(18);
    styler.setAxisTitleFont(plain());
    styler.setAxisTickLabelsFont(plain());
    styler.setLegendFont(plain());
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendBackgroundColor(Color.WHITE);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setChartPadding(24);
    styler.setMarkerSize(16);
    styler.setAntiAlias(true);
    styler.setChartFontColor(BLACK);
    return chart;
  }

  /** Of all that is no title. */
  static Font plain() {
    return font(Font.PLAIN, 24);
  }

  private static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  /** Points without a line. */
  static XYSeries points(
      XYChart chart, String name, double[] x, double[] y, Color color, Marker marker) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setLineStyle(NO_LINE);
    series.setLineColor(new Color(0, 0, 0, 0));
    series.setMarker(marker);
    series.setMarkerColor(color);
    return series;
  }

  /** A line without points, and without an entry in the legend. */
  static XYSeries line(
      XYChart chart, String name, double[] x, double[] y, Color color, BasicStroke stroke) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setLineStyle(stroke);
    series.setLineColor(color);
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(false);
    return series;
  }

  /** A whole line. */
  public static BasicStroke stroke(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /** A broken line. */
  public static BasicStroke dashes(float width) {
    return new BasicStroke(
        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {12, 10}, 0);
  }
}
