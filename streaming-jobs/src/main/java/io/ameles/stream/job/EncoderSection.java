package io.ameles.stream.job;

import io.ameles.model.encode.EncoderSettings;
import io.ameles.model.encode.PixelFormat;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a configuration that is about the encoder of pictures. */
final class EncoderSection {
  private static final int CHANNELS = 3;

  private EncoderSection() {}

  /**
   * @param folder that relative paths start from
   * @return null if there is no such part
   */
  static @Nullable EncoderSettings read(ConfigurationReader reader, Path folder) {
    String path = reader.text("encoder.path", "");
    if (path.isEmpty()) {
      return null;
    }
    EncoderSettings defaults = EncoderSettings.of(resolved(reader, folder, path));
    List<Double> mean = reader.numbers("encoder.mean", defaults.mean(), CHANNELS, -Float.MAX_VALUE);
    List<Double> deviation =
        reader.numbers("encoder.deviation", defaults.deviation(), CHANNELS, Float.MIN_NORMAL);
    String sha256 = checksum(reader);
    PixelFormat pixels = reader.choice("encoder.pixels", defaults.pixels());
    int size = reader.integer("encoder.size", defaults.size(), 0, EncoderSettings.MAX_SIZE);
    int batchSize =
        reader.integer("encoder.batch-size", defaults.batchSize(), 1, EncoderSettings.MAX_BATCH);
    int maxPixels =
        reader.integer("encoder.max-pixels", defaults.maxPixels(), 1, EncoderSettings.MAX_PIXELS);
    long bytes = EncoderSettings.batchBytes(pixels, size, batchSize, maxPixels);
    if (bytes > EncoderSettings.MAX_BATCH_BYTES) {
      reader.problems(List.of(tooMuchMemory(bytes)));
      return defaults;
    }
    return new EncoderSettings(
        defaults.path(), sha256, pixels, size, mean, deviation, batchSize, maxPixels);
  }

  private static String tooMuchMemory(long bytes) {
    return "encoder.batch-size: a batch takes up to %d bytes of direct memory, must be at most %d; set less of encoder.batch-size, or of encoder.size (if 0, of encoder.max-pixels), or use encoder.pixels of one byte"
        .formatted(bytes, EncoderSettings.MAX_BATCH_BYTES);
  }

  private static String resolved(ConfigurationReader reader, Path folder, String path) {
    try {
      return folder.resolve(path).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      reader.problem("encoder.path", "a path");
      return folder.toString();
    }
  }

  private static @Nullable String checksum(ConfigurationReader reader) {
    String checksum = reader.text("encoder.sha256", "");
    if (checksum.isEmpty()) {
      return null;
    }
    if (!checksum.matches("[0-9a-f]{64}")) {
      reader.problem("encoder.sha256", "64 hexadecimal digits in lower case");
      return null;
    }
    return checksum;
  }
}
