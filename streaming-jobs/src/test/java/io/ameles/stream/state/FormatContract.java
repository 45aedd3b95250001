package io.ameles.stream.state;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every codec writes the bytes it has always written, reads them back, and leaves none over. The
 * bytes are in {@code formats/v1/<codec>.hex}, one line per sample. To write the file of a new
 * codec, run its test with {@code -Dformats.directory=src/test/resources/io/ameles/stream/formats};
 * the file of a released version is never written again.
 */
public abstract class FormatContract {
  /** Where the bytes are. */
  public static final String FORMATS = "/io/ameles/stream/formats/";

  /**
   * @param codec the codec
   * @param version that wrote the bytes
   * @param values one per line of the file
   */
  public record Samples<T>(Codec<T> codec, int version, List<T> values) {
    /** Samples of version 1. */
    @SafeVarargs
    @SuppressWarnings("varargs") // List.of copies them
    public static <T> Samples<T> of(Codec<T> codec, T... values) {
      return new Samples<>(codec, 1, List.of(values));
    }

    private String file() {
      return "v%d/%s.hex".formatted(version, codec.getClass().getSimpleName());
    }
  }

  /** One entry per codec and version. */
  protected abstract List<Samples<?>> samples();

  @TestFactory
  Stream<DynamicTest> whatEveryVersionWroteIsReadToTheSameValue() {
    return samples().stream()
        .map(samples -> dynamicTest(samples.file(), () -> checkReading(samples)));
  }

  @TestFactory
  Stream<DynamicTest> theCurrentVersionWritesTheBytesOnFile() {
    return samples().stream()
        .filter(samples -> samples.version() == samples.codec().version())
        .map(samples -> dynamicTest(samples.file(), () -> checkWriting(samples)));
  }

  private static <T> void checkReading(Samples<T> samples) throws IOException {
    List<String> lines = lines(samples);
    for (int i = 0; i < samples.values().size(); i++) {
      DataInputDeserializer in = new DataInputDeserializer(HexFormat.of().parseHex(lines.get(i)));
      assertThat(samples.codec().read(samples.version(), in))
          .usingRecursiveComparison()
          .isEqualTo(samples.values().get(i));
      assertThat(in.available()).isZero();
    }
  }

  private static <T> void checkWriting(Samples<T> samples) throws IOException {
    assertThat(encoded(samples)).isEqualTo(lines(samples));
  }

  private static <T> List<String> encoded(Samples<T> samples) throws IOException {
    List<String> lines = new ArrayList<>();
    for (T value : samples.values()) {
      DataOutputSerializer out = new DataOutputSerializer(64);
      samples.codec().write(value, out);
      lines.add(HexFormat.of().formatHex(out.getCopyOfBuffer()));
    }
    return lines;
  }

  private static List<String> lines(Samples<?> samples) throws IOException {
    String directory = System.getProperty("formats.directory");
    if (directory != null) {
      Path file = Path.of(directory).resolve(samples.file());
      Files.createDirectories(file.getParent());
      return Files.readAllLines(Files.write(file, encoded(samples), US_ASCII), US_ASCII);
    }
    try (InputStream file = FormatContract.class.getResourceAsStream(FORMATS + samples.file())) {
      assertThat(file).as("bytes of %s", samples.file()).isNotNull();
      return new String(file.readAllBytes(), US_ASCII).lines().toList();
    }
  }
}
