package io.ameles.evidence;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;

/**
 * A chart with words to the left or right of it.
 *
 * @param chart as wide as the margins leave
 * @param left width of the left margin, in pixels
 * @param right width of the right margin
 * @param labels what stands in the margins
 */
record Picture(XYChart chart, int left, int right, List<Label> labels) {
  private static final int GAP = 14;
  private static final int LEADER = 40;

  /**
   * A word in a margin.
   *
   * @param text one line
   * @param height where, on the chart's vertical axis
   * @param points to which height there; a thin line leads from the text in the right margin
   * @param onTheLeft in which margin
   * @param color of the text
   */
  record Label(String text, double height, double points, boolean onTheLeft, Color color) {}

  Picture {
    labels = List.copyOf(labels);
  }

  /** Writes a PNG. */
  void write(Path file) {
    try {
      ImageIO.write(draw(), "png", file.toFile());
    } catch (IOException e) {
      throw new AmelesException(
          ErrorCode.STORAGE, "The plot cannot be written to %s.".formatted(file), e);
    }
  }

  private BufferedImage draw() {
    int width = left + chart.getWidth() + right;
    BufferedImage image = new BufferedImage(width, chart.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, width, chart.getHeight());
      graphics.translate(left, 0);
      chart.paint(graphics, chart.getWidth(), chart.getHeight());
      graphics.setTransform(new AffineTransform());
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setFont(PlotStyle.plain());
      labels.forEach(label -> write(graphics, label));
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private void write(Graphics2D graphics, Label label) {
    FontMetrics metrics = graphics.getFontMetrics();
    double middle = chart.getScreenYFromChart(label.height());
    float y = (float) (middle + (metrics.getAscent() - metrics.getDescent()) / 2.0);
    float x =
        label.onTheLeft()
            ? left - GAP - metrics.stringWidth(label.text())
            : left + chart.getWidth() + LEADER;
    graphics.setColor(label.color());
    if (!label.onTheLeft()) {
      graphics.setStroke(PlotStyle.stroke(2));
      graphics.draw(
          new Line2D.Double(
              left + chart.getWidth() - GAP,
              chart.getScreenYFromChart(label.points()),
              x - GAP,
              middle));
    }
    graphics.drawString(label.text(), x, y);
  }
}
