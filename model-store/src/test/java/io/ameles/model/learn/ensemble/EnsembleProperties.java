package io.ameles.model.learn.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.catalog.LearnerCatalog;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.head.Aggregation;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.LessonStream;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** No parameter that is served after a deletion has ever been touched by what was deleted. */
class EnsembleProperties {
  private static final EmbeddingSpace SPACE = new EmbeddingSpace(2, 0x1p-14);

  /** Something that happens to an ensemble. */
  private interface Step {}

  private record Learn(List<Lesson> batch) implements Step {}

  private record Retract(List<Lesson> batch) implements Step {}

  private record Forget(DeletionScope scope, String target) implements Step {}

  private record Restart() implements Step {}

  @Property(tries = 200)
  void deletedExamplesHaveTouchedNothingThatIsServed(
      @ForAll("slicings") Slicing slicing, @ForAll Random random) {
    Ensemble ensemble = ensemble(slicing, new Remembering(SPACE.dimension()));
    Set<String> deleted = new HashSet<>();
    List<Lesson> learned = new ArrayList<>();
    Trainer trainer = ensemble.open(TensorDevice.CPU, null);
    for (Step step : steps(random)) {
      trainer = take(step, ensemble, trainer);
      if (step instanceof Learn learn) {
        learned.addAll(learn.batch());
      }
      learned.stream().filter(lesson -> covers(step, lesson)).forEach(l -> deleted.add(name(l)));
      assertThat(Collections.disjoint(trainer.solution().head().labels(), deleted)).isTrue();
    }
    Set<String> all = new HashSet<>();
    learned.forEach(lesson -> all.add(name(lesson)));
    assertThat(all).containsAll(trainer.solution().head().labels());
    trainer.close();
  }

  @Property(tries = 12)
  void parametersAreThoseOfAnEnsembleThatWasOnlyShownWhatIsLeft(
      @ForAll("slicings") Slicing slicing, @ForAll Random random) {
    List<Step> steps = steps(random);
    Set<String> left =
        Set.copyOf(play(steps, ensemble(slicing, new Remembering(SPACE.dimension()))));
    List<Step> reference = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Learn learn) {
        List<Lesson> batch = learn.batch().stream().filter(l -> left.contains(name(l))).toList();
        if (!batch.isEmpty()) {
          reference.add(new Learn(batch));
        }
      }
    }
    // One example per step, so that it does not matter where slices cut a batch.
    SequentialLearner member =
        (SequentialLearner) LearnerCatalog.build("softmax", Map.of("batch-size", "1"), SPACE);
    Ensemble ensemble = ensemble(slicing, member);
    Trainer one = ensemble.open(TensorDevice.CPU, null);
    for (Step step : steps) {
      one = take(step, ensemble, one);
    }
    try (Trainer other = ensemble.open(TensorDevice.CPU, null)) {
      reference.forEach(step -> take(step, ensemble, other));
      assertThat(one.solution().head()).isEqualTo(other.solution().head());
    }
    one.close();
  }

  private static List<String> play(List<Step> steps, Ensemble ensemble) {
    Trainer trainer = ensemble.open(TensorDevice.CPU, null);
    for (Step step : steps) {
      trainer = take(step, ensemble, trainer);
    }
    List<String> labels = trainer.solution().head().labels();
    trainer.close();
    return labels;
  }

  private static Trainer take(Step step, Ensemble ensemble, Trainer trainer) {
    if (step instanceof Learn learn) {
      trainer.learn(learn.batch());
    } else if (step instanceof Retract retract) {
      trainer.retract(retract.batch());
    } else if (step instanceof Forget forget) {
      trainer.forget(new Forgetting("r", forget.scope(), forget.target(), List.of()));
    } else {
      byte[] snapshot = trainer.snapshot();
      trainer.close();
      return ensemble.open(TensorDevice.CPU, snapshot);
    }
    return trainer;
  }

  private static boolean covers(Step step, Lesson lesson) {
    if (step instanceof Retract retract) {
      return retract.batch().contains(lesson);
    }
    return step instanceof Forget forget
        && forget
            .target()
            .equals(forget.scope() == DeletionScope.LABEL ? lesson.label() : lesson.task());
  }

  private static String name(Lesson lesson) {
    return Remembering.number(lesson.vector().get(0));
  }

  private static Ensemble ensemble(Slicing slicing, SequentialLearner member) {
    return new Ensemble(LearnerSettings.of("e"), SPACE, slicing, Aggregation.MEAN, member);
  }

  /** Mostly learning, more or less in the order of time. */
  private static List<Step> steps(Random random) {
    List<Step> steps = new ArrayList<>();
    List<Lesson> learned = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      int kind = random.nextInt(10);
      if (kind < 6 || learned.isEmpty()) {
        List<Lesson> batch = new ArrayList<>();
        for (int k = random.nextInt(5); k >= 0; k--) {
          batch.add(lesson(learned.size() + batch.size() + 1, i, random));
        }
        learned.addAll(batch);
        steps.add(new Learn(batch));
      } else if (kind < 8) {
        Collections.shuffle(learned, random);
        steps.add(new Retract(List.copyOf(learned.subList(0, Math.min(2, learned.size())))));
      } else if (kind < 9) {
        boolean label = random.nextBoolean();
        steps.add(
            label
                ? new Forget(DeletionScope.LABEL, LessonStream.label(random.nextInt(4)))
                : new Forget(DeletionScope.TASK, LessonStream.task(random.nextInt(4))));
      } else {
        steps.add(new Restart());
      }
    }
    return steps;
  }

  private static Lesson lesson(int id, int now, Random random) {
    int label = Math.max(0, Math.min(3, now / 8 - random.nextInt(2)));
    long late = random.nextInt(4) == 0 ? random.nextInt(12) : 0;
    return new Lesson(
        LessonStream.subject(random.nextInt(6)),
        now - late,
        LessonStream.label(label),
        random.nextInt(3) == 0 ? null : LessonStream.task(label),
        QuantizedVector.of((short) id, (short) (1000 * random.nextGaussian())));
  }

  /** For {@link ForAll}. */
  @Provide
  Arbitrary<Slicing> slicings() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 3),
            Arbitraries.frequency(Tuple.of(4, 3), Tuple.of(1, 1), Tuple.of(1, 1000)),
            Arbitraries.integers().between(1, 12),
            Arbitraries.integers().between(1, 6))
        .as(
            (shards, window, examples, slices) ->
                new Slicing(shards, Duration.ofMillis(window), examples, slices));
  }
}
