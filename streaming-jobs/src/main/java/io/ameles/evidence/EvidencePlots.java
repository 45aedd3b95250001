package io.ameles.evidence;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.XYChart;

/** Evidence as pictures. Needs no screen, but fonts. */
public final class EvidencePlots {
  private EvidencePlots() {}

  /**
   * Draws whatever there is something to draw of, as PNG files.
   *
   * @param folder that the files go to
   * @return the files
   */
  public static List<Path> draw(EvidenceReport report, Path folder) {
    System.setProperty("java.awt.headless", "true");
    Map<String, Optional<XYChart>> charts = new LinkedHashMap<>();
    charts.put("accuracy.png", AccuracyPlot.of(report.summaries()));
    charts.put("membership.png", MembershipPlot.of(report.summaries()));
    charts.put("relapse.png", RelapsePlot.of(report.results()));
    charts.forEach(
        (name, chart) -> chart.ifPresent(some -> PlotStyle.save(some, folder.resolve(name))));
    return charts.keySet().stream()
        .filter(name -> charts.getOrDefault(name, Optional.empty()).isPresent())
        .map(folder::resolve)
        .toList();
  }
}
