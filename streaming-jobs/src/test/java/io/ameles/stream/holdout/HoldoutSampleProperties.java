package io.ameles.stream.holdout;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionScope;
import io.ameles.stream.Fixtures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldoutSampleProperties {
  private static final List<String> TASKS = List.of("farm", "zoo");

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void thoseWithTheSmallestHashesAreKeptInWhateverOrderTheyCome(
      @ForAll long seed,
      @ForAll @IntRange(max = 60) int count,
      @ForAll @IntRange(min = 1, max = 10) int limit) {
    Random random = new Random(seed);
    List<HeldOut> examples = examples(count, random);
    HoldoutSample sample = new HoldoutSample(limit);
    shuffled(examples, random).forEach(sample::add);

    List<HeldOut> expected = new ArrayList<>();
    for (String task : TASKS) {
      examples.stream()
          .filter(example -> task.equals(example.task()))
          .sorted((a, b) -> Long.compareUnsigned(a.key().hash(), b.key().hash()))
          .limit(limit)
          .forEach(expected::add);
    }
    assertThat(sample.examples()).isEqualTo(expected);
    assertThat(sample.size()).isEqualTo(expected.size());
    assertThat(sample.leftOut()).isZero();
  }

  /** So nothing but the hash decides who is asked, whatever is deleted. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void withDeletionsItIsAllUpToSomeHashSinceItWasEmpty(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int limit) {
    Random random = new Random(seed);
    List<HeldOut> live = new ArrayList<>();
    HoldoutSample sample = new HoldoutSample(limit);
    for (HeldOut example : examples(80, random)) {
      live.add(example);
      sample.add(example);
      if (random.nextInt(3) == 0) {
        HeldOut gone = live.remove(random.nextInt(live.size()));
        boolean known = sample.examples().contains(gone);
        assertThat(sample.remove(gone.key()) != null).isEqualTo(known);
        if (known && !sample.tags().contains(gone.tag())) {
          live.removeIf(one -> one.tag().equals(gone.tag())); // it begins anew
        }
      }
    }

    for (Tag tag : sample.tags()) {
      long bound = sample.bounds().get(tag);
      assertThat(sample.examples().stream().filter(one -> one.tag().equals(tag)))
          .hasSizeBetween(1, limit)
          .containsExactlyInAnyOrderElementsOf(
              live.stream()
                  .filter(one -> one.tag().equals(tag))
                  .filter(one -> Long.compareUnsigned(one.key().hash(), bound) < 0)
                  .toList());
    }
  }

  @Test
  void aTagGoesWithItsLastExample() {
    HoldoutSample sample = new HoldoutSample(5);
    HeldOut cat = example(1, "cat", null);
    sample.add(cat);
    sample.add(example(2, "dog", "zoo"));
    sample.remove(cat.key());

    assertThat(sample.tags()).containsExactly(Tag.of("dog", "zoo"));
    assertThat(sample.bounds()).containsOnlyKeys(Tag.of("dog", "zoo"));
  }

  /** With a limit of one, two of the same hash: neither comes before the other. */
  @Test
  void aColumnThatHasNoRoomForAnyoneGoesAsWell() {
    HoldoutSample sample = new HoldoutSample(1);
    HeldOut one = example(new Pseudonym(1, 7), new Pseudonym(0, 7));
    HeldOut other = example(new Pseudonym(2, 7), new Pseudonym(0, 7));
    assertThat(one.key().hash()).isEqualTo(other.key().hash());
    sample.add(one);
    sample.add(other);

    assertThat(sample.examples()).isEmpty();
    assertThat(sample.size()).isZero();
    assertThat(sample.tags()).isEmpty();
    assertThat(sample.bounds()).isEmpty();
  }

  /** Nothing is below the smallest hash there is. */
  @Test
  void aColumnStaysWithinItsLimitAlsoWithTheSmallestHash() {
    HoldoutColumn column = new HoldoutColumn(1, HoldoutColumn.ALL);
    for (int i = 0; i < 5; i++) {
      HeldOut smallest = example(new Pseudonym(i, 0), new Pseudonym(i, 0));
      assertThat(smallest.key().hash()).isZero();
      column.put(smallest);
      assertThat(column.examples()).hasSizeLessThanOrEqualTo(1);
    }
  }

  private static HeldOut example(Pseudonym subject, Pseudonym example) {
    return new HeldOut(new HoldoutKey(subject, example), "cat", "zoo", Fixtures.VECTOR, null);
  }

  @Test
  void aLabelOrTaskIsRemovedWhole() {
    HoldoutSample sample = new HoldoutSample(5);
    sample.add(example(1, "cat", null));
    sample.add(example(2, "cat", "zoo"));
    sample.add(example(3, "dog", "zoo"));

    assertThat(sample.removeWhole(DeletionScope.LABEL, "cat")).hasSize(2);
    assertThat(sample.removeWhole(DeletionScope.LABEL, "cat")).isEmpty();
    assertThat(sample.removeWhole(DeletionScope.TASK, "zoo")).hasSize(1);
    assertThat(sample.examples()).isEmpty();
  }

  @Test
  void whatComesAfterTooManyTagsIsCounted() {
    HoldoutSample sample = new HoldoutSample(5);
    for (int i = 0; i < HoldoutSample.COLUMNS + 3; i++) {
      sample.add(example(i, "label-" + i, null));
    }

    assertThat(sample.size()).isEqualTo(HoldoutSample.COLUMNS);
    assertThat(sample.leftOut()).isEqualTo(3);
  }

  @Test
  void theSameIdOfAnotherSubjectIsAnotherExample() {
    HoldoutKey one = new HoldoutKey(new Pseudonym(0, 1), new Pseudonym(0, 7));
    HoldoutKey other = new HoldoutKey(new Pseudonym(0, 2), new Pseudonym(0, 7));

    assertThat(one.hash()).isNotEqualTo(other.hash());
    assertThat(one).isNotEqualByComparingTo(other);
  }

  private static List<HeldOut> examples(int count, Random random) {
    List<HeldOut> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      examples.add(example(i, "cat", TASKS.get(random.nextInt(TASKS.size()))));
    }
    return examples;
  }

  private static HeldOut example(int id, String label, @Nullable String task) {
    HoldoutKey key = new HoldoutKey(Fixtures.subject("s" + id % 7), Fixtures.example("e" + id));
    return new HeldOut(key, label, task, Fixtures.VECTOR, null);
  }

  private static List<HeldOut> shuffled(List<HeldOut> examples, Random random) {
    List<HeldOut> order = new ArrayList<>(examples);
    Collections.shuffle(order, random);
    return order;
  }
}
