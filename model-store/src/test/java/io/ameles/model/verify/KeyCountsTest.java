package io.ameles.model.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Contribution;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.SettingsReader;
import io.ameles.model.learn.StateDigest;
import io.ameles.model.learn.bottleneck.CountingBottleneck;
import io.ameles.model.tensor.Safetensors;
import io.ameles.model.version.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCountsTest {
  private static final int DIMENSION = 24;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 0, 1, -14",
    "9, 33, 5, -7, 1, -14",
    "16, 64, 8, 42, 3.5, -8",
    "4, 7, 64, 9, 0.01, 0"
  })
  void agreesWithTheLearner(
      int heads, int keys, int size, long seed, double length, int stepExponent) {
    assertAgrees(settings(heads, keys, size, seed, length), stepExponent);
  }

  @Test
  void agreesWithTheLearnerOnFittedKeys() throws Exception {
    Path file = bootstrap(3);
    Map<String, String> settings = settings(6, 20, 4, 5, 1);
    settings.put("keys", "bootstrap");
    settings.put("bootstrap", file.toString());
    settings.put("bootstrap-normalize", "none");
    assertAgrees(settings, -14);
    Manifest.Learner before = entry(learner(settings, -14).settings().values(), "");
    Files.write(file, Files.readAllBytes(bootstrap(4)));
    assertThat(KeyCounts.of(before, intake(-14))).isEmpty();
    Files.delete(file);
    assertThat(KeyCounts.of(before, intake(-14))).isEmpty();
  }

  @Test
  void settingsThatAreNoneAreNotRecomputed() {
    SortedMap<String, String> settings = learner(settings(2, 2, 2, 1, 1), -14).settings().values();
    assertThat(KeyCounts.of(entry(settings, ""), intake(-14))).isPresent();
    for (String key :
        List.of("heads", "keys-per-head", "key-dimension", "seed", "length", "keys")) {
      TreeMap<String, String> without = new TreeMap<>(settings);
      without.remove(key);
      assertThat(KeyCounts.of(entry(without, ""), intake(-14))).isEmpty();
    }
    settings.put("heads", "1000000000");
    assertThat(KeyCounts.of(entry(settings, ""), intake(-14))).isEmpty();
  }

  private void assertAgrees(Map<String, String> settings, int stepExponent) {
    CountingBottleneck learner = learner(settings, stepExponent);
    List<Contribution> live = live(new Random(settings.hashCode()));
    String digest;
    try (Combiner combiner = learner.open(TensorDevice.CPU)) {
      digest = StateDigest.of(learner.name(), combiner.combine(live));
    }
    Recomputation recomputation =
        Recomputation.of(entry(learner.settings().values(), digest), intake(stepExponent))
            .orElseThrow();
    live.forEach(each -> recomputation.add(each.label(), each.vector()));
    assertThat(recomputation.digest()).isEqualTo(digest);
    recomputation.add("b", live.get(0).vector());
    assertThat(recomputation.digest()).isNotEqualTo(digest);
  }

  private static Map<String, String> settings(
      int heads, int keys, int size, long seed, double length) {
    Map<String, String> settings = new HashMap<>();
    settings.put("heads", "" + heads);
    settings.put("keys-per-head", "" + keys);
    settings.put("key-dimension", "" + size);
    settings.put("seed", "" + seed);
    settings.put("length", "" + length);
    return settings;
  }

  private static CountingBottleneck learner(Map<String, String> settings, int stepExponent) {
    SettingsReader reader = new SettingsReader("counts", CountingBottleneck.TYPE, settings);
    CountingBottleneck learner =
        CountingBottleneck.of(reader, new EmbeddingSpace(DIMENSION, Math.scalb(1.0, stepExponent)));
    assertThat(reader.problems()).isEmpty();
    return learner;
  }

  private static Manifest.Learner entry(SortedMap<String, String> settings, String digest) {
    return new Manifest.Learner(
        "counts", CountingBottleneck.TYPE, settings, true, "", "", digest, 0, new TreeMap<>());
  }

  private static Manifest.Intake intake(int stepExponent) {
    return new Manifest.Intake(DIMENSION, "none", stepExponent, 1_000_000, 60_000, null);
  }

  private static List<Contribution> live(Random random) {
    List<Contribution> live = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      short[] values = new short[DIMENSION];
      for (int j = 0; j < DIMENSION; j++) {
        values[j] = (short) ((random.nextInt(65535) - 32767) >> random.nextInt(8));
      }
      if (i < 4) {
        Arrays.fill(values, (short) (i % 2 == 0 ? 32767 : -32767));
      }
      String label = List.of("a", "b", "\uff5e", "\ud83d\ude00").get(random.nextInt(4));
      live.add(Contribution.learned(label, null, QuantizedVector.of(values)));
    }
    return live;
  }

  private Path bootstrap(long seed) throws Exception {
    Random random = new Random(seed);
    float[] embeddings = new float[700 * DIMENSION];
    for (int i = 0; i < embeddings.length; i++) {
      embeddings[i] = (float) random.nextGaussian() / 5;
    }
    Safetensors file = new Safetensors().put("name", "noise");
    file.put("embeddings", embeddings, 700, DIMENSION);
    return Files.write(folder.resolve("bootstrap-" + seed), file.toBytes());
  }
}
