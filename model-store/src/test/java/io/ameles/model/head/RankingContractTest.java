package io.ameles.model.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.RandomFeatures;
import io.ameles.model.embed.codebook.Codebook;
import io.ameles.model.embed.codebook.CodebookShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every kind of head promises about the labels that it names, and in which order. */
class RankingContractTest {
  private static final int DIMENSION = 48;
  private static final float STEP = 0x1p-14f;
  private static final int LABELS = 23;
  private static final int ROWS = 101;

  static Stream<Head> heads() {
    Random random = new Random(17);
    EmbeddingSpace space = new EmbeddingSpace(DIMENSION, STEP);
    Codebook codebook = Codebook.seeded(space, new CodebookShape(16, 9, 3), 5, 1);
    boolean[] usable = new boolean[codebook.shape().pairs()];
    IntStream.range(0, usable.length).forEach(i -> usable[i] = random.nextInt(3) > 0);
    float[] values = floats(codebook.shape().pairs() * LABELS, random);
    return Stream.of(
        linear(0, LABELS, random),
        LinearHead.of(labels(0, 3), DIMENSION, new float[3 * DIMENSION], new float[3]), // all equal
        FeatureHead.of(
            labels(0, LABELS),
            new RandomFeatures(DIMENSION, 100, 7, 4),
            STEP,
            floats(LABELS * 100, random)),
        BottleneckHead.of(codebook, labels(0, LABELS), values),
        BottleneckHead.masked(codebook, labels(0, LABELS), values, usable),
        ensemble(Aggregation.MEAN, random),
        ensemble(Aggregation.VOTE, random),
        tasks(0, true, random),
        tasks(0, false, random),
        tasks(6, true, random),
        tasks(6, false, random));
  }

  @Test
  void everyKindOfHeadIsHere() {
    Set<HeadKind> kinds = heads().map(Head::kind).collect(Collectors.toSet());
    assertThat(kinds).isEqualTo(EnumSet.allOf(HeadKind.class));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void firstOfTheBestIsWhatIsPredicted(Head head) {
    Queries queries = queries(3);
    try (Scorer scorer = head.openSteady(TensorDevice.CPU)) {
      int[] predicted = scorer.predict(queries);
      for (int top : new int[] {1, 4, 100}) {
        List<List<Ranked>> ranked = scorer.rank(queries, top);
        assertThat(ranked).hasSize(ROWS);
        for (int row = 0; row < ROWS; row++) {
          assertThat(ranked.get(row)).isNotEmpty();
          assertThat(ranked.get(row).get(0).label()).isEqualTo(predicted[row]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("heads")
  void bestAreAllThatCanBeMeantInOrderAndFewerAreTheFirstOfMore(Head head) {
    Queries queries = queries(4);
    int labels = head.labels().size();
    try (Scorer scorer = head.openSteady(TensorDevice.CPU)) {
      float[] scores = scorer.score(queries);
      List<List<Ranked>> all = scorer.rank(queries, labels);
      List<List<Ranked>> three = scorer.rank(queries, 3);
      for (int row = 0; row < ROWS; row++) {
        float[] own = Arrays.copyOfRange(scores, row * labels, (row + 1) * labels);
        List<Ranked> expected =
            IntStream.range(0, labels)
                .filter(label -> own[label] != Float.NEGATIVE_INFINITY)
                .boxed()
                .sorted((a, b) -> Float.compare(own[b], own[a])) // stable: label order
                .map(label -> new Ranked(label, own[label]))
                .toList();
        assertThat(all.get(row)).isEqualTo(expected);
        assertThat(all.get(row)).allMatch(ranked -> Float.isFinite(ranked.score()));
        assertThat(three.get(row)).isEqualTo(expected.subList(0, Math.min(3, expected.size())));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("heads")
  void aRowScoresTheSameToTheLastBitWhateverIsBesideIt(Head head) {
    Queries queries = queries(5);
    List<Integer> rows = new ArrayList<>(IntStream.range(0, ROWS).boxed().toList());
    try (Scorer scorer = head.openSteady(TensorDevice.CPU)) {
      float[] together = scorer.score(queries);
      for (int row = 0; row < ROWS; row += 7) {
        requireSame(scorer, queries, List.of(row), together);
      }
      Random random = new Random(6);
      for (int size : new int[] {2, 31, 32, 33, 64, ROWS}) {
        Collections.shuffle(rows, random);
        requireSame(scorer, queries, rows.subList(0, size), together);
      }
    }
    try (Scorer again = head.openSteady(TensorDevice.CPU)) {
      requireSame(again, queries, rows, again.score(queries));
    }
  }

  private static void requireSame(
      Scorer scorer, Queries queries, List<Integer> rows, float[] together) {
    float[] embeddings = new float[rows.size() * DIMENSION];
    List<@Nullable String> tasks = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(
          queries.embeddings(), rows.get(i) * DIMENSION, embeddings, i * DIMENSION, DIMENSION);
      tasks.add(queries.tasks().get(rows.get(i)));
    }
    float[] some = scorer.score(new Queries(rows.size(), DIMENSION, embeddings, tasks));
    int labels = scorer.labels();
    for (int i = 0; i < rows.size(); i++) {
      assertThat(Arrays.copyOfRange(some, i * labels, (i + 1) * labels))
          .isEqualTo(
              Arrays.copyOfRange(together, rows.get(i) * labels, (rows.get(i) + 1) * labels));
    }
  }

  /** Two ways to the same numbers: the engine's kernels, and plain Java. */
  @ParameterizedTest
  @MethodSource("heads")
  void scoresAreThoseOfTheEngineButForTheLastBits(Head head) {
    Queries queries = queries(8);
    try (Scorer scorer = head.openSteady(TensorDevice.CPU);
        Scorer engine = head.open(TensorDevice.CPU)) {
      float[] expected = engine.score(queries);
      float[] scores = scorer.score(queries);
      assertThat(scorer.labels()).isEqualTo(engine.labels());
      assertThat(scores).hasSameSizeAs(expected);
      for (int i = 0; i < scores.length; i++) {
        if (expected[i] == Float.NEGATIVE_INFINITY) {
          assertThat(scores[i]).isEqualTo(Float.NEGATIVE_INFINITY);
        } else {
          assertThat(scores[i]).isCloseTo(expected[i], within(1e-4f));
        }
      }
    }
  }

  @Test
  void headWithoutLabelsNamesNone() {
    try (Scorer scorer = LinearHead.empty(DIMENSION).openSteady(TensorDevice.CPU)) {
      assertThat(scorer.rank(queries(1), 5)).hasSize(ROWS).allMatch(List::isEmpty);
      assertThat(scorer.predict(queries(1))).containsOnly(Scorer.NO_LABEL);
    }
  }

  private static Queries queries(int seed) {
    Random random = new Random(seed);
    float[] embeddings = new float[ROWS * DIMENSION];
    for (int i = 0; i < embeddings.length; i++) {
      embeddings[i] = Math.round(random.nextGaussian() * 4_000) * STEP;
    }
    List<@Nullable String> tasks = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      int task = random.nextInt(7);
      tasks.add(task > 4 ? null : "t" + task); // t4 is unknown
    }
    return new Queries(ROWS, DIMENSION, embeddings, tasks);
  }

  private static LinearHead linear(int from, int count, Random random) {
    return LinearHead.of(
        labels(from, count), DIMENSION, floats(count * DIMENSION, random), floats(count, random));
  }

  private static Head ensemble(Aggregation aggregation, Random random) {
    return EnsembleHead.of(
        DIMENSION,
        aggregation,
        List.of(linear(0, 15, random), linear(4, 19, random), linear(0, LABELS, random)));
  }

  private static Head tasks(int hidden, boolean trusted, Random random) {
    TaskHeadShape shape = new TaskHeadShape(DIMENSION, hidden);
    List<TaskHead> heads = new ArrayList<>();
    for (int task = 0; task < 4; task++) {
      List<String> labels = labels(5 * task, 5 + task % 2);
      float[] parameters = floats(shape.parameters(labels.size()), random);
      heads.add(TaskHead.of("t" + task, labels, task == 3, parameters));
    }
    return TaskHeads.of(shape, trusted, heads);
  }

  private static List<String> labels(int from, int count) {
    return IntStream.range(from, from + count).mapToObj("l%02d"::formatted).toList();
  }

  private static float[] floats(int count, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
