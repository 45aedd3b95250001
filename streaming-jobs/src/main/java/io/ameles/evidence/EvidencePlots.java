package io.ameles.evidence;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evidence as pictures. Needs no screen, but fonts. */
public final class EvidencePlots {
  private EvidencePlots() {}

  /**
   * Draws whatever there is something to draw of, as PNG files.
   *
   * @param folder that the files go to
   * @return the files
   * @throws AmelesException with {@link ErrorCode#NOT_FOUND} where Java finds no font
   */
  public static List<Path> draw(EvidenceReport report, Path folder) {
    System.setProperty("java.awt.headless", "true");
    requireFonts();
    Map<String, Optional<Picture>> pictures = new LinkedHashMap<>();
    pictures.put("accuracy.png", AccuracyPlot.of(report.summaries()));
    pictures.put("membership.png", MembershipPlot.of(report.summaries()));
    pictures.put("relapse.png", RelapsePlot.of(report.results()));
    pictures.forEach(
        (name, picture) -> picture.ifPresent(some -> some.write(folder.resolve(name))));
    return pictures.keySet().stream()
        .filter(name -> pictures.getOrDefault(name, Optional.empty()).isPresent())
        .map(folder::resolve)
        .toList();
  }

  private static void requireFonts() {
    Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      graphics.setFont(PlotStyle.plain());
      graphics.getFontMetrics();
    } catch (RuntimeException | LinkageError | InternalError e) { // depending on what is missing
      throw new AmelesException(
          ErrorCode.NOT_FOUND,
          "Plots need fonts, and Java finds none here; install fontconfig and a TrueType font such as DejaVu.",
          e);
    } finally {
      graphics.dispose();
    }
  }
}
