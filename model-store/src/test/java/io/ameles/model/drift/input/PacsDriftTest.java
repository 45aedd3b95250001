package io.ameles.model.drift.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.Quantization;
import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.MalformedEventException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Photographs, then paintings, cartoons and sketches of the same seven things. */
class PacsDriftTest {
  private static final int DIMENSION = 1_280;
  private static final List<String> DOMAINS = List.of("photo", "art_painting", "cartoon", "sketch");
  private static final InputSpace SPACE =
      InputSpace.of(
          new EmbeddingSpace(DIMENSION, Quantization.DEFAULT.step()),
          Normalization.L2,
          InputSpace.DEFAULT_FEATURES,
          InputSpace.UNIT_BANDWIDTH);

  @Test
  void everyChangeOfDomainIsNoticedAndNothingElse() throws Exception {
    InputWatch watch =
        new InputWatch(SPACE, new InputDriftSettings(800, 200, 1e-5, AfterAlarm.ADAPT));
    List<String> alarms = new ArrayList<>();
    int windows = 0;
    for (String domain : DOMAINS) {
      int seen = 0;
      for (Inputs.Learned each : shuffled(domain)) {
        seen++;
        var verdict = watch.learned(each.example(), each.vector(), each.label());
        windows += verdict.isPresent() ? 1 : 0;
        if (verdict.filter(InputWatch.Verdict::alarm).isPresent()) {
          assertThat(seen).as("delay in %s", domain).isLessThanOrEqualTo(400);
          alarms.add(domain);
        }
      }
    }
    assertThat(alarms).containsExactly("art_painting", "cartoon", "sketch");
    assertThat(windows).isGreaterThan(20);
  }

  private static List<Inputs.Learned> shuffled(String domain) throws Exception {
    Path folder = folder();
    Random random = new Random(domain.hashCode());
    List<Inputs.Learned> examples = new ArrayList<>();
    try (DataInputStream features = open(folder.resolve(domain + "_features_u8.npy.gz"));
        DataInputStream labels = open(folder.resolve(domain + "_labels.npy.gz"))) {
      byte[] row = new byte[DIMENSION];
      while (features.readNBytes(row, 0, DIMENSION) == DIMENSION) {
        Pseudonym example = new Pseudonym(random.nextLong(), random.nextLong());
        examples.add(example(example, row, "thing-" + labels.readUnsignedByte()));
      }
    }
    Collections.shuffle(examples, random);
    return examples;
  }

  private static Inputs.Learned example(Pseudonym example, byte[] row, String label)
      throws MalformedEventException {
    float[] values = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      values[i] = Byte.toUnsignedInt(row[i]);
    }
    return new Inputs.Learned(example, Quantization.DEFAULT.quantize(values), label);
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
        .map(root -> root.resolve("pacs-mobilenetv2"))
        .filter(Files::isDirectory)
        .findFirst()
        .orElseGet(() -> "true".equals(System.getenv("CI")) ? fail(missing) : abort(missing));
  }
}
