package io.ameles.benchmark;

import io.ameles.model.drift.input.AfterAlarm;
import io.ameles.model.drift.input.InputDriftSettings;
import io.ameles.model.drift.input.InputSpace;
import io.ameles.model.drift.input.InputWatch;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.MalformedEventException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Embeddings of the pictures of PACS: photographs, then paintings, cartoons and sketches. */
final class PacsDrift {
  private static final int EMBEDDING = 1_280;
  private static final int SHUFFLES = 10;
  private static final int REFERENCE = 800; // of the photographs there are 1,670
  private static final int WINDOW = 200;
  private static final List<String> DOMAINS = List.of("photo", "art_painting", "cartoon", "sketch");

  private final Map<String, List<Picture>> domains = new LinkedHashMap<>();

  private record Picture(QuantizedVector vector, String label) {}

  private PacsDrift(Path folder) throws IOException {
    for (String domain : DOMAINS) {
      domains.put(domain, read(folder, domain));
    }
  }

  static void report(Path folder) throws IOException {
    PacsDrift pacs = new PacsDrift(folder);
    System.out.printf(
        "PACS, reference %d, window %d, %d shuffles of one domain after the other%n",
        REFERENCE, WINDOW, SHUFFLES);
    pacs.reportWhole();
    System.out.printf("PACS, a fifth of each window from the next domain%n");
    for (double bandwidth : new double[] {0.25, 0.5, 0.7, 1, 2}) {
      pacs.reportMixed(bandwidth, InputSpace.DEFAULT_FEATURES);
    }
    pacs.reportMixed(InputSpace.UNIT_BANDWIDTH, 64);
    pacs.reportMixed(InputSpace.UNIT_BANDWIDTH, 1_024);
  }

  private static InputWatch watch(double bandwidth, int features, AfterAlarm afterAlarm) {
    InputSpace space =
        InputSpace.of(
            new EmbeddingSpace(EMBEDDING, Quantization.DEFAULT.step()),
            Normalization.L2,
            features,
            bandwidth);
    return new InputWatch(
        space,
        new InputDriftSettings(
            REFERENCE, WINDOW, InputDriftSettings.DEFAULT.significance(), afterAlarm));
  }

  private void reportWhole() {
    int noticed = 0;
    int wrong = 0;
    int windows = 0;
    List<Integer> delays = new ArrayList<>();
    for (int seed = 0; seed < SHUFFLES; seed++) {
      Random random = new Random(seed);
      InputWatch watch =
          watch(InputSpace.UNIT_BANDWIDTH, InputSpace.DEFAULT_FEATURES, AfterAlarm.ADAPT);
      for (String domain : DOMAINS) {
        boolean due = !domain.equals(DOMAINS.get(0));
        int seen = 0;
        for (Picture picture : shuffled(domain, random)) {
          seen++;
          var verdict = learn(watch, picture, random);
          windows += verdict == null ? 0 : 1;
          if (verdict != null && verdict.alarm()) {
            noticed += due ? 1 : 0;
            wrong += due ? 0 : 1;
            if (due) {
              delays.add(seen);
            }
            due = false;
          }
        }
      }
    }
    delays.sort(null);
    System.out.printf(
        "  noticed %d of %d, median delay %d, latest %d; wrong alarms %d in %d windows%n",
        noticed,
        SHUFFLES * (DOMAINS.size() - 1),
        delays.get(delays.size() / 2),
        delays.get(delays.size() - 1),
        wrong,
        windows);
  }

  /** How far the windows are from the reference, and how many are noticed. */
  private void reportMixed(double bandwidth, int features) {
    System.out.printf("  bandwidth %-4s %5d features:", bandwidth, features);
    for (int next = 1; next < DOMAINS.size(); next++) {
      int byAll = 0;
      int byKernel = 0;
      double deviations = 0;
      for (int seed = 0; seed < SHUFFLES; seed++) {
        InputWatch.Verdict verdict =
            mixed(watch(bandwidth, features, AfterAlarm.FIXED), next, seed);
        byAll += verdict.comparison().changed() ? 1 : 0;
        deviations += verdict.comparison().kernel().deviations() / SHUFFLES;
        byKernel +=
            verdict.comparison().kernel().probability() <= InputDriftSettings.DEFAULT.significance()
                ? 1
                : 0;
      }
      System.out.printf(
          "  %s %.1f deviations, kernel %d, any %d of %d",
          DOMAINS.get(next), deviations, byKernel, byAll, SHUFFLES);
    }
    System.out.println();
  }

  private InputWatch.Verdict mixed(InputWatch watch, int next, int seed) {
    Random random = new Random(seed);
    List<Picture> before = shuffled(DOMAINS.get(next - 1), random);
    List<Picture> after = shuffled(DOMAINS.get(next), random);
    for (int i = 0; ; i++) {
      Picture picture = i >= REFERENCE && i % 5 == 0 ? after.get(i) : before.get(i);
      InputWatch.Verdict verdict = learn(watch, picture, random);
      if (verdict != null) {
        return verdict;
      }
    }
  }

  private static InputWatch.@Nullable Verdict learn(
      InputWatch watch, Picture picture, Random random) {
    Pseudonym example = new Pseudonym(random.nextLong(), random.nextLong());
    return watch.learned(example, picture.vector(), picture.label()).orElse(null);
  }

  private List<Picture> shuffled(String domain, Random random) {
    List<Picture> pictures = new ArrayList<>(domains.getOrDefault(domain, List.of()));
    Collections.shuffle(pictures, random);
    return pictures;
  }

  private static List<Picture> read(Path folder, String domain) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    try (DataInputStream features = open(folder.resolve(domain + "_features_u8.npy.gz"));
        DataInputStream labels = open(folder.resolve(domain + "_labels.npy.gz"))) {
      byte[] row = new byte[EMBEDDING];
      while (features.readNBytes(row, 0, EMBEDDING) == EMBEDDING) {
        pictures.add(new Picture(vector(row), "thing-" + labels.readUnsignedByte()));
      }
    }
    return pictures;
  }

  private static QuantizedVector vector(byte[] row) {
    float[] values = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = Byte.toUnsignedInt(row[i]);
    }
    try {
      return Quantization.DEFAULT.quantize(values);
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
}
