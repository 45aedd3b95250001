package io.ameles.model.learn.ridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.Contribution;
import io.ameles.model.ErrorCode;
import io.ameles.model.catalog.LearnerCatalog;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.head.FeatureHead;
import io.ameles.model.head.HeadKind;
import io.ameles.model.head.LinearHead;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.Learner;
import io.ameles.model.learn.LessonStream;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.StateDigest;
import io.ameles.model.learn.Tile;
import io.ameles.schema.DeletionScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RidgeTest {
  private static final EmbeddingSpace SPACE = new EmbeddingSpace(300, 0x1p-14);
  private static final String RAW = "raw";
  private static final String RANDOM = "random";

  // Settings

  @Test
  void statesEverythingThatWasChosen() {
    assertThat(build(Map.of()).settings().values())
        .isEqualTo(Map.of("features", "raw", "lambda", "1.0"));
    assertThat(build(Map.of("features", "random")).settings().values())
        .isEqualTo(
            Map.of(
                "features", "random",
                "lambda", "100.0",
                "size", "2000",
                "seed", "1",
                "shift", "2"));
    assertThat(build(Map.of("lambda", "2.5")).settings().values()).containsEntry("lambda", "2.5");
  }

  @Test
  void refusesWhatItDoesNotHave() {
    assertRefused(Map.of("features", "polynomial"), SPACE, "raw or random");
    assertRefused(Map.of("size", "100"), SPACE, "no such setting"); // raw features have their own
    assertRefused(Map.of("lambda", "0"), SPACE, "lambda");
    assertRefused(Map.of("lambda", "NaN"), SPACE, "lambda");
    assertRefused(Map.of("features", RANDOM, "size", "0"), SPACE, "size");
    assertRefused(Map.of("features", RANDOM, "shift", "31"), SPACE, "shift");
    assertRefused(Map.of(), new EmbeddingSpace(10_001, 1), "random for embeddings of more than");
  }

  @Test
  void hasNoWholeTiles() {
    AdditiveLearner ridge = build(Map.of());
    for (DeletionScope scope : DeletionScope.values()) {
      assertThat(ridge.wholeTile(scope, "a")).isEmpty();
      assertThat(ridge.forgetsUnseen(scope)).isFalse();
    }
  }

  // Learning and forgetting

  @ParameterizedTest
  @ValueSource(strings = {RAW, RANDOM})
  void forgottenIsNeverLearnedToTheLastBit(String features) {
    AdditiveLearner ridge = several(features);
    Random random = new Random(3);
    List<Contribution> stays = contributions(400, 7, random);
    List<Contribution> goes = contributions(300, 9, random);
    List<Contribution> history = new ArrayList<>(stays);
    history.addAll(goes);
    Collections.shuffle(history, random);
    Map<String, Tile> state = state(ridge, history, 64);
    Collections.shuffle(goes, random);
    add(state, state(ridge, inverse(goes), 113));
    Map<String, Tile> never = state(ridge, stays, 1_000);
    assertThat(StateDigest.of("x", state)).isEqualTo(StateDigest.of("x", never));
    Solution after = ridge.solve(state);
    assertThat(after).isEqualTo(ridge.solve(never));
    assertThat(HeadKind.toBytes(after.head()))
        .isEqualTo(HeadKind.toBytes(ridge.solve(never).head()));
    assertThat(after.head().labels()).hasSize(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {RAW, RANDOM})
  void labelWithoutExamplesLeavesNoTrace(String features) {
    AdditiveLearner ridge = several(features);
    List<Contribution> all = contributions(60, 3, new Random(4));
    List<Contribution> ofOne = all.stream().filter(c -> c.label().equals("l1")).toList();
    List<Contribution> others = all.stream().filter(c -> !c.label().equals("l1")).toList();
    Map<String, Tile> state = state(ridge, all, 10);
    add(state, state(ridge, inverse(ofOne), 7));
    assertThat(ridge.solve(state)).isEqualTo(ridge.solve(state(ridge, others, 60)));
    assertThat(ridge.solve(state).head().labels()).containsExactly("l0", "l2");
    add(state, state(ridge, inverse(others), 60));
    assertThat(state.values()).allMatch(Tile::isZero);
    assertThat(ridge.solve(state).head().labels()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {RAW, RANDOM})
  void oneExampleIsRecognised(String features) {
    AdditiveLearner ridge = several(features);
    Map<String, Tile> state = state(ridge, contributions(1, 1, new Random(5)), 1);
    Solution solution = ridge.solve(state);
    assertThat(solution.head().labels()).containsExactly("l0");
    float[] weights = RidgeWeights.of(solution.head());
    assertThat(weights).contains(weights).doesNotContain(Float.NaN);
    assertThat(solution.facts().keySet())
        .containsExactly("condition", "effective-lambda", "residual");
    assertThat(state).hasSize(4); // 300 features are 2 blocks wide, so 3, and the label
    assertThat(state.get("gram/0000/0001").length()).isEqualTo(256 * 44);
    assertThat(state.get("label/l0").count()).isEqualTo(1);
  }

  @Test
  void tenThousandLabelsAreLearnedAndSolved() {
    EmbeddingSpace space = LessonStream.SPACE;
    AdditiveLearner ridge = (AdditiveLearner) LearnerCatalog.build("ridge", Map.of(), space);
    Random random = new Random(6);
    List<Contribution> batch = new ArrayList<>();
    for (int n = 0; n < 20_000; n++) {
      batch.add(Contribution.learned("l%05d".formatted(n % 10_000), null, vector(random, 16)));
    }
    Map<String, Tile> state = state(ridge, batch, 2_048);
    Solution solution = ridge.solve(state);
    assertThat(solution.head().labels()).hasSize(10_000);
    assertThat(solution.facts().get("residual")).isLessThan(1e-13);
    assertThat(HeadKind.parse(HeadKind.toBytes(solution.head()))).isEqualTo(solution.head());
  }

  @Test
  void headsAreOfTheFeatures() {
    Random random = new Random(1);
    assertThat(several(RAW).solve(state(several(RAW), contributions(9, 2, random), 9)).head())
        .isInstanceOf(LinearHead.class);
    FeatureHead head =
        (FeatureHead)
            several(RANDOM).solve(state(several(RANDOM), contributions(9, 2, random), 9)).head();
    assertThat(head.features().seed()).isEqualTo(77);
    assertThat(head.step()).isEqualTo(SPACE.step());
    assertThat(head.dimension()).isEqualTo(300);
  }

  // What no examples give

  @Test
  void damagedStatisticsAreRefused() {
    AdditiveLearner ridge = several(RAW);
    Map<String, Tile> state = state(ridge, contributions(20, 2, new Random(8)), 20);
    Tile label = state.get("label/l0");
    Tile block = state.get("gram/0000/0000");
    assertDamaged(ridge, state, "label/l0", Tile.DROPPED);
    assertDamaged(ridge, state, "label/l0", Tile.ZERO); // gone, with its share of the rest there
    assertDamaged(ridge, state, "label/l0", label.plus(label));
    assertDamaged(ridge, state, "label/l0", Tile.of(label.count(), 1, 2, 3));
    assertDamaged(ridge, state, "label/l0", negative(label));
    assertDamaged(ridge, state, "label/new", Tile.of(0, new long[300]).plus(one(300)));
    assertDamaged(ridge, state, "gram/0000/0001", Tile.ZERO);
    assertDamaged(ridge, state, "gram/0000/0000", block.plus(block));
    assertDamaged(ridge, state, "gram/0000/0000", Tile.of(block.count(), 1, 2, 3));
    assertDamaged(ridge, state, "gram/0001/0000", block);
    assertDamaged(ridge, state, "something", block);
    assertDamaged(ridge, state, "gram/0000/0000", changed(block, 257, -1)); // on the diagonal
    // No square is negative, but this product is far above both of its own: only the factorization
    // can tell.
    assertDamaged(ridge, state, "gram/0000/0000", changed(block, 1, 1L << 40));
  }

  private static Tile changed(Tile tile, int index, long value) {
    long[] sums = new long[tile.length()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = i == index ? value : tile.sum(i);
    }
    return Tile.of(tile.count(), sums);
  }

  private static Tile one(int length) {
    long[] sums = new long[length];
    sums[0] = 1;
    return Tile.of(0, sums);
  }

  private static Tile negative(Tile tile) {
    long[] sums = new long[tile.length()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = -tile.sum(i);
    }
    return Tile.of(-tile.count(), sums);
  }

  private static void assertDamaged(
      AdditiveLearner ridge, Map<String, Tile> state, String key, Tile tile) {
    Map<String, Tile> damaged = new HashMap<>(state);
    damaged.put(key, tile);
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> ridge.solve(damaged))
        .withMessageContaining("Restore an older checkpoint")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BROKEN_INVARIANT));
  }

  private static void assertRefused(
      Map<String, String> settings, EmbeddingSpace space, String reason) {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> LearnerCatalog.build("ridge", settings, space))
        .withMessageContaining(reason)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION));
  }

  private static AdditiveLearner build(Map<String, String> settings) {
    Learner learner = LearnerCatalog.build("ridge", settings, SPACE);
    return (AdditiveLearner) learner;
  }

  /** With several blocks of features. */
  private static AdditiveLearner several(String features) {
    return build(
        features.equals(RAW)
            ? Map.of()
            : Map.of("features", features, "size", "300", "seed", "77"));
  }

  private static List<Contribution> contributions(int count, int labels, Random random) {
    List<Contribution> contributions = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      contributions.add(
          Contribution.learned("l" + n % labels, null, vector(random, SPACE.dimension())));
    }
    return contributions;
  }

  private static QuantizedVector vector(Random random, int dimension) {
    float[] features = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      features[i] = (float) random.nextGaussian();
    }
    return LessonStream.vector(features);
  }

  private static List<Contribution> inverse(List<Contribution> contributions) {
    return contributions.stream()
        .map(c -> Contribution.forgotten(c.label(), c.task(), c.vector()))
        .toList();
  }

  private static Map<String, Tile> state(
      AdditiveLearner learner, List<Contribution> contributions, int batch) {
    Map<String, Tile> state = new HashMap<>();
    try (Combiner combiner = learner.open(TensorDevice.CPU)) {
      for (int from = 0; from < contributions.size(); from += batch) {
        int to = Math.min(contributions.size(), from + batch);
        add(state, combiner.combine(contributions.subList(from, to)));
      }
    }
    return state;
  }

  private static void add(Map<String, Tile> sums, Map<String, Tile> tiles) {
    tiles.forEach((key, tile) -> sums.merge(key, tile, Tile::plus));
  }
}
