package io.ameles.model.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.Contribution;
import io.ameles.model.ErrorCode;
import io.ameles.model.Fixtures;
import io.ameles.model.catalog.LearnerCatalog;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.StateDigest;
import io.ameles.model.version.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RidgeSumsProperties {
  @Property(tries = 20)
  void recomputationAndLearnerAgreeOnRawFeatures(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 600) int examples,
      @ForAll @IntRange(min = 1, max = 70) int dimension) {
    assertAgree(Map.of(), dimension, examples, new Random(seed));
  }

  @Property(tries = 20)
  void recomputationAndLearnerAgreeOnRandomFeatures(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 600) int examples,
      @ForAll @IntRange(min = 1, max = 70) int dimension,
      @ForAll @IntRange(min = 1, max = 70) int size,
      @ForAll @IntRange(min = 0, max = 9) int shift) {
    Map<String, String> settings =
        Map.of(
            "type", "ridge",
            "features", "random",
            "seed", Long.toString(seed),
            "size", Integer.toString(size),
            "shift", Integer.toString(shift));
    assertAgree(settings, dimension, examples, new Random(seed));
  }

  @Example
  void theyAgreeOnSeveralBlocks() {
    assertAgree(Map.of(), 600, 300, new Random(1));
    assertAgree(Map.of("features", "random", "size", "700"), 130, 300, new Random(2));
  }

  @Example
  void oneExampleMoreIsSeen() {
    Random random = new Random(3);
    AdditiveLearner ridge = build(Map.of(), 5);
    Recomputation sums = recomputation(ridge, 5);
    List<Contribution> batch = batch(10, 5, random);
    batch.forEach(contribution -> sums.add(contribution.label(), contribution.vector()));
    sums.add("l0", QuantizedVector.of(new short[5])); // even if all of it is zero
    assertThat(sums.digest()).isNotEqualTo(digest(ridge, batch));
  }

  @Example
  void settingsThatSayNoFeaturesAreRefused() {
    for (Map<String, String> settings :
        List.of(
            Map.<String, String>of(),
            Map.of("features", "other"),
            Map.of("features", "random", "size", "x", "seed", "1", "shift", "1"),
            Map.of("features", "random", "size", "-5", "seed", "1", "shift", "1"),
            Map.of("features", "random", "size", "0", "seed", "1", "shift", "1"),
            Map.of("features", "random", "size", "2000000000", "seed", "1", "shift", "1"),
            Map.of("features", "random", "size", "5", "seed", "1", "shift", "31"),
            Map.of("features", "random", "size", "5", "seed", "1"))) {
      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(() -> Recomputation.of(entry("ridge", settings), intake(5)))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE));
    }
  }

  private static void assertAgree(
      Map<String, String> settings, int dimension, int examples, Random random) {
    AdditiveLearner ridge = build(settings, dimension);
    List<Contribution> batch = batch(examples, dimension, random);
    Recomputation sums = recomputation(ridge, dimension);
    batch.forEach(contribution -> sums.add(contribution.label(), contribution.vector()));
    assertThat(sums.digest()).isEqualTo(digest(ridge, batch));
  }

  private static AdditiveLearner build(Map<String, String> settings, int dimension) {
    return (AdditiveLearner)
        LearnerCatalog.build("ridge", settings, new EmbeddingSpace(dimension, 0x1p-14));
  }

  private static Recomputation recomputation(AdditiveLearner learner, int dimension) {
    return Recomputation.of(entry(learner.name(), learner.settings().values()), intake(dimension))
        .orElseThrow();
  }

  private static Manifest.Learner entry(String name, Map<String, String> settings) {
    return new Manifest.Learner(
        name, "ridge", new TreeMap<>(settings), true, "f", "", "", 1, new TreeMap<>());
  }

  private static Manifest.Intake intake(int dimension) {
    Manifest.Intake known = Fixtures.manifest(1).intake();
    return new Manifest.Intake(
        dimension,
        known.normalize(),
        known.stepExponent(),
        known.maxEventBytes(),
        known.maxFutureMillis(),
        known.encoder());
  }

  private static String digest(AdditiveLearner learner, List<Contribution> batch) {
    try (Combiner combiner = learner.open(TensorDevice.CPU)) {
      return StateDigest.of(learner.name(), combiner.combine(batch));
    }
  }

  private static List<Contribution> batch(int examples, int dimension, Random random) {
    List<Contribution> batch = new ArrayList<>();
    for (int n = 0; n < examples; n++) {
      short[] values = new short[dimension];
      for (int i = 0; i < dimension; i++) {
        values[i] = (short) (random.nextInt(65_535) - 32_767);
      }
      String label = List.of("l0", "\ud83d\ude00", "\uff5e").get(random.nextInt(3));
      batch.add(Contribution.learned(label, null, QuantizedVector.of(values)));
    }
    return batch;
  }
}
