package io.ameles.model.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.Contribution;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.head.Head;
import io.ameles.model.head.HeadKind;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * The sentences of {@link AdditiveLearner}. Whoever adds a learner extends this with a class {@code
 * <Learner>Properties}.
 */
public abstract class AdditiveLearnerContract {
  /** Of the vectors that learners are given here. */
  protected static final int DIMENSION = 4;

  /** Those vectors have steps of this size. */
  protected static final EmbeddingSpace SPACE = new EmbeddingSpace(DIMENSION, 0x1p-14);

  /** A learner for {@link #SPACE}. */
  protected abstract AdditiveLearner learner();

  /** The tiles of a batch. */
  protected Map<String, Tile> combine(List<Contribution> batch) {
    try (Combiner combiner = learner().open(TensorDevice.CPU)) {
      return combiner.combine(batch);
    }
  }

  @Property
  void sumOverAnySplitEqualsThatOfTheBatch(
      @ForAll("batches") List<Contribution> batch, @ForAll @IntRange(min = 1, max = 7) int size) {
    Map<String, Tile> split = new HashMap<>();
    for (int from = 0; from < batch.size(); from += size) {
      add(split, combine(batch.subList(from, Math.min(from + size, batch.size()))));
    }
    assertThat(present(split)).isEqualTo(present(combine(batch)));
  }

  @Property
  void orderInABatchDoesNotMatter(
      @ForAll("batches") List<Contribution> batch, @ForAll Random random) {
    List<Contribution> shuffled = new ArrayList<>(batch);
    Collections.shuffle(shuffled, random);
    assertThat(present(combine(shuffled))).isEqualTo(present(combine(batch)));
  }

  @Property
  void combiningIsPure(@ForAll("batches") List<Contribution> batch) {
    List<Contribution> unmodifiable = List.copyOf(batch);
    assertThat(combine(unmodifiable)).isEqualTo(combine(unmodifiable));
    assertThat(unmodifiable).isEqualTo(batch);
  }

  @Property
  void forgettingWhatWasLearnedLeavesNoTrace(
      @ForAll("batches") List<Contribution> stays,
      @ForAll("batches") List<Contribution> goes,
      @ForAll Random random) {
    List<Contribution> all = new ArrayList<>(stays);
    all.addAll(goes);
    goes.forEach(contribution -> all.add(inverse(contribution)));
    Collections.shuffle(all, random);
    Map<String, Tile> state = combine(all);
    Map<String, Tile> never = combine(stays);
    assertThat(present(state)).isEqualTo(present(never));
    assertThat(StateDigest.of("x", state)).isEqualTo(StateDigest.of("x", never));
  }

  @Property
  void droppingAWholeTileForgetsItsTargetAndNothingElse(
      @ForAll("learned") List<Contribution> batch, @ForAll boolean dropFirst) {
    for (DeletionScope scope : List.of(DeletionScope.LABEL, DeletionScope.TASK)) {
      String target = scope == DeletionScope.LABEL ? "a" : "t1";
      Optional<String> key = learner().wholeTile(scope, target);
      if (key.isPresent()) {
        Map<String, Tile> dropped = new HashMap<>();
        Map<String, Tile> drop = Map.of(key.get(), Tile.DROPPED);
        add(dropped, dropFirst ? drop : combine(batch));
        add(dropped, dropFirst ? combine(batch) : drop);
        Predicate<Contribution> stays =
            contribution ->
                !target.equals(
                    scope == DeletionScope.LABEL ? contribution.label() : contribution.task());
        Map<String, Tile> never = combine(batch.stream().filter(stays).toList());
        assertThat(StateDigest.of("x", dropped)).isEqualTo(StateDigest.of("x", never));
        assertThat(learner().solve(dropped)).isEqualTo(learner().solve(never));
      }
    }
  }

  @Property
  void solvingDependsOnTheSumsAlone(
      @ForAll("learned") List<Contribution> batch, @ForAll Random random) {
    Map<String, Tile> sums = combine(batch);
    List<String> keys = new ArrayList<>(sums.keySet());
    Collections.shuffle(keys, random);
    Map<String, Tile> reordered = new LinkedHashMap<>();
    keys.forEach(key -> reordered.put(key, Objects.requireNonNull(sums.get(key))));
    reordered.put("no such label", Tile.ZERO);
    Head head = learner().solve(Collections.unmodifiableMap(reordered)).head();
    assertThat(head).isEqualTo(learner().solve(sums).head());
    assertThat(head.dimension()).isEqualTo(DIMENSION);
    assertThat(head.labels()).isSorted().doesNotHaveDuplicates();
    assertThat(head.labels())
        .containsExactlyInAnyOrderElementsOf(
            batch.stream().map(Contribution::label).distinct().toList());
  }

  @Property(tries = 50)
  void headReadsBackFromItsBytes(@ForAll("learned") List<Contribution> batch) {
    Head head = learner().solve(combine(batch)).head();
    assertThat(HeadKind.parse(HeadKind.toBytes(head))).isEqualTo(head);
  }

  @Property(tries = 1)
  void nothingLearnedGivesAHeadWithoutLabels() {
    assertThat(combine(List.of())).isEmpty();
    assertThat(learner().solve(Map.of()).head().labels()).isEmpty();
  }

  @Property(tries = 1)
  void additiveLearnersForgetExactly() {
    for (DeletionScope scope : DeletionScope.values()) {
      assertThat(learner().guarantee(scope)).isEqualTo(Guarantee.EXACT);
    }
    assertThat(learner().name()).matches("[a-z][a-z0-9-]*");
  }

  @Property(tries = 20)
  void travelsToWhereTheContributionsAre(@ForAll("batches") List<Contribution> batch)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(learner());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      AdditiveLearner there = (AdditiveLearner) in.readObject();
      assertThat(there.name()).isEqualTo(learner().name());
      try (Combiner combiner = there.open(TensorDevice.CPU)) {
        assertThat(combiner.combine(batch)).isEqualTo(combine(batch));
      }
    }
  }

  /** For {@link ForAll}. */
  @Provide
  protected Arbitrary<List<Contribution>> batches() {
    return contributions(Arbitraries.of(1, -1)).list().ofMaxSize(30);
  }

  /** For {@link ForAll}. */
  @Provide
  protected Arbitrary<List<Contribution>> learned() {
    return contributions(Arbitraries.just(1)).list().ofMaxSize(30);
  }

  private static Arbitrary<Contribution> contributions(Arbitrary<Integer> signs) {
    return Combinators.combine(
            Arbitraries.of("a", "b", "\u00e9"),
            Arbitraries.of("t1", "t2").injectNull(0.4),
            Arbitraries.shorts()
                .between((short) -32767, (short) 32767)
                .array(short[].class)
                .ofSize(DIMENSION)
                .map(QuantizedVector::of),
            signs)
        .as(Contribution::new);
  }

  private static Contribution inverse(Contribution contribution) {
    return new Contribution(
        contribution.label(), contribution.task(), contribution.vector(), -contribution.sign());
  }

  private static void add(Map<String, Tile> sums, Map<String, Tile> tiles) {
    tiles.forEach((key, tile) -> sums.merge(key, tile, Tile::plus));
  }

  private static Map<String, Tile> present(Map<String, Tile> tiles) {
    TreeMap<String, Tile> present = new TreeMap<>(tiles);
    present.values().removeIf(Tile::isZero);
    return present;
  }
}
