package io.ameles.model.learn.ridge;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ameles.model.Contribution;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.schema.MalformedEventException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Embeddings of CIFAR-100: in npy format 1.0, a byte per feature, a little-endian int16 per label.
 */
final class Cifar {
  static final int DIMENSION = 1_280;
  private static final float UNIT = 6f / 255;

  private Cifar() {}

  /** Every {@code stride}-th example, in the order of the file, which is that of the classes. */
  static List<Contribution> read(String split, int stride) {
    Path folder = folder();
    List<Contribution> examples = new ArrayList<>();
    try (DataInputStream features = open(folder.resolve(split + "_features_u8.npy.gz"));
        DataInputStream labels = open(folder.resolve(split + "_labels.npy.gz"))) {
      byte[] row = new byte[DIMENSION];
      for (int n = 0; features.readNBytes(row, 0, DIMENSION) == DIMENSION; n++) {
        int label = Short.reverseBytes(labels.readShort());
        if (n % stride == 0) {
          examples.add(Contribution.learned("class-%03d".formatted(label), null, vector(row)));
        }
      }
      return examples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static QuantizedVector vector(byte[] row) {
    float[] features = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      features[i] = (row[i] & 0xff) * UNIT;
    }
    try {
      return Quantization.DEFAULT.quantize(features);
    } catch (MalformedEventException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DataInputStream open(Path path) throws IOException {
    InputStream file = new GZIPInputStream(Files.newInputStream(path), 1 << 16);
    DataInputStream in = new DataInputStream(file);
    in.skipNBytes(8); // magic and version
    in.skipNBytes(Short.reverseBytes(in.readShort()) & 0xffff);
    return in;
  }

  /** Skips the test where there is no data, but fails it where {@code CI} is set. */
  private static Path folder() {
    String named = Objects.requireNonNullElse(System.getenv("AMELES_DATA"), "");
    Stream<Path> candidates =
        named.isBlank()
            ? Stream.of("../shared/data", "../../shared/data").map(Path::of)
            : Stream.of(named, "../" + named).map(Path::of);
    String missing = "no data folder: name it in AMELES_DATA (see docs/operations.md)";
    return candidates
        .map(root -> root.resolve("cifar-100-mobilenetv2"))
        .filter(Files::isDirectory)
        .findFirst()
        .orElseGet(() -> "true".equals(System.getenv("CI")) ? fail(missing) : abort(missing));
  }
}
