package io.ameles.evidence;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import org.knowm.xchart.style.markers.Marker;

/** A cross that can be seen on top of another marker. */
final class BoldCross extends Marker {
  private static final BasicStroke STROKE = new BasicStroke(3.5f);

  @Override
  public void paint(Graphics2D graphics, double x, double y, int size) {
    double reach = size * 0.42;
    graphics.setStroke(STROKE);
    graphics.draw(new Line2D.Double(x - reach, y - reach, x + reach, y + reach));
    graphics.draw(new Line2D.Double(x - reach, y + reach, x + reach, y - reach));
  }
}
