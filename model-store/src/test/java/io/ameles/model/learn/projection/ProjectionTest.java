package io.ameles.model.learn.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ameles.model.AmelesException;
import io.ameles.model.catalog.LearnerCatalog;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.head.Head;
import io.ameles.model.head.LinearHead;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.LessonStream;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.SequentialLearnerContract;
import io.ameles.model.learn.Trainer;
import io.ameles.model.tensor.Safetensors;
import io.ameles.schema.DeletionScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On nearest means; {@link ProjectedRidgeTest} does the same on ridge regression. */
class ProjectionTest extends SequentialLearnerContract {
  private static final int LABELS = 6;

  /** The settings under test. */
  protected Map<String, String> settings() {
    return Map.of("head", "nearest-mean");
  }

  @Override
  protected SequentialLearner learner() {
    return learner(Map.of());
  }

  @Override
  protected double leastAccuracy() {
    return 0.95;
  }

  private SequentialLearner learner(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(settings());
    all.putAll(more);
    return (SequentialLearner) LearnerCatalog.build(Projection.TYPE, all, LessonStream.SPACE);
  }

  @Test
  void whatWasForgottenIsHardToLearnAgain() {
    try (Trainer trainer = open();
        Trainer never = open()) {
      LessonStream stream = new LessonStream(LABELS, 42);
      List<Lesson> others = stream.of(0, LABELS - 1, 100);
      List<Lesson> once = stream.of(LABELS - 1, LABELS, 100);
      LessonStream.learn(never, others, 64);
      LessonStream.learn(trainer, others, 64);
      LessonStream.learn(trainer, once, 64);
      trainer.forget(forgetting(LABELS - 1, List.of()));
      double relearned = 0;
      double learned = 0;
      for (int i = 0; i < 10; i++) { // ten examples, looked at after each
        List<Lesson> again = stream.of(LABELS - 1, LABELS, 1);
        trainer.learn(again);
        never.learn(again);
        relearned += accuracy(trainer, stream, LABELS - 1, LABELS) / 10;
        learned += accuracy(never, stream, LABELS - 1, LABELS) / 10;
      }
      assertThat(learned).isGreaterThanOrEqualTo(0.7);
      assertThat(relearned).isLessThanOrEqualTo(learned - 0.2);
      assertThat(accuracy(trainer, stream, 0, LABELS - 1)).isGreaterThanOrEqualTo(0.8);
    }
  }

  @Test
  void statisticsAreThoseOfExamplesThatWereProjectedFirst() {
    LessonStream stream = new LessonStream(LABELS, 42);
    List<Lesson> others = stream.of(0, LABELS - 1, 50);
    List<Lesson> forgotten = stream.of(LABELS - 1, LABELS, 50);
    try (Trainer before = open();
        Trainer after = open()) {
      // Both forget by the same examples; one has learned the others before it, one after it.
      before.learn(others);
      before.forget(forgetting(LABELS - 1, forgotten));
      after.learn(others);
      after.forget(forgetting(LABELS - 1, forgotten));
      after.retract(others);
      after.learn(others);
      assertClose(after.solution().head(), before.solution().head());
    }
  }

  @Test
  void nothingReactsToDirectionsThatWereTakenAway() {
    try (Trainer trainer = open()) {
      LessonStream stream = teach(trainer);
      trainer.forget(forgetting(1, stream.of(1, 2, 20)));
      LinearHead head = (LinearHead) trainer.solution().head();
      Subspace taken = new Subspace();
      for (double[] direction : directions(trainer)) {
        taken.restore(direction);
      }
      assertThat(taken.size()).isEqualTo(2);
      double[] row = new double[head.dimension()];
      for (int i = 0; i < row.length; i++) {
        row[i] = head.weights()[i];
      }
      double[] projected = row.clone();
      taken.project(projected);
      assertThat(projected).containsExactly(row, within(1e-6));
    }
  }

  private static List<double[]> directions(Trainer trainer) {
    return Bits.get(Safetensors.parse(trainer.snapshot()), "directions", LessonStream.DIMENSION);
  }

  @Test
  void retractionIsExactUntilSomethingIsProjected() {
    try (Trainer trainer = open();
        Trainer never = open()) {
      LessonStream stream = new LessonStream(LABELS, 42);
      List<Lesson> stays = stream.of(0, LABELS, 20);
      List<Lesson> goes = stream.of(0, LABELS, 20);
      List<Lesson> mixed = new ArrayList<>(stays);
      mixed.addAll(goes);
      Collections.shuffle(mixed, new Random(3));
      LessonStream.learn(trainer, mixed, 17);
      trainer.retract(goes);
      never.learn(stays);
      assertThat(trainer.snapshot()).isEqualTo(never.snapshot());
    }
  }

  @Test
  void retractionIsAsGoodAsRoundingAfterwards() {
    try (Trainer trainer = open();
        Trainer never = open()) {
      LessonStream stream = new LessonStream(LABELS, 42);
      List<Lesson> stays = stream.of(0, LABELS - 1, 20);
      List<Lesson> goes = stream.of(0, LABELS - 1, 20);
      List<Lesson> forgotten = stream.of(LABELS - 1, LABELS, 20);
      for (Trainer each : List.of(trainer, never)) {
        each.learn(stays);
        each.forget(forgetting(LABELS - 1, forgotten));
      }
      trainer.learn(goes);
      trainer.retract(goes);
      assertClose(trainer.solution().head(), never.solution().head());
    }
  }

  @Test
  void directionsAccumulateAndEnergyIsWhatTheyCost() {
    try (Trainer trainer = open()) {
      teach(trainer);
      assertThat(fact(trainer, "directions")).isZero();
      assertThat(fact(trainer, "energy")).isZero();
      double directions = 0;
      double cost = 0;
      for (int label = 0; label < 3; label++) {
        trainer.forget(forgetting(label, List.of()));
        // Two, unless the label had already been made like others by the requests before.
        assertThat(fact(trainer, "directions")).isBetween(directions + 1, directions + 2);
        assertThat(fact(trainer, "energy")).isGreaterThan(cost).isLessThan(1);
        directions = fact(trainer, "directions");
        cost = fact(trainer, "energy");
      }
    }
  }

  @Test
  void taskTakesTheDirectionsOfEachOfItsLabels() {
    try (Trainer trainer = open()) {
      teach(trainer);
      trainer.forget(new Forgetting("r", DeletionScope.TASK, LessonStream.task(2), List.of()));
      assertThat(fact(trainer, "directions")).isEqualTo(4);
      assertThat(trainer.solution().head().labels())
          .doesNotContain(LessonStream.label(2), LessonStream.label(3))
          .hasSize(4);
    }
  }

  @Test
  void forgettingAgainTakesNothingMore() {
    try (Trainer trainer = open()) {
      LessonStream stream = teach(trainer);
      List<Lesson> examples = stream.of(1, 2, 20);
      trainer.forget(forgetting(1, List.of()));
      Head head = trainer.solution().head();
      trainer.forget(forgetting(1, List.of()));
      assertThat(trainer.solution().head()).isEqualTo(head);
      trainer.forget(forgetting(1, examples));
      // The examples' mean is not quite that of all, so something may be left to take.
      assertThat(fact(trainer, "directions")).isBetween(2.0, 4.0);
    }
  }

  @Test
  void spaceCanBeUsedUp() {
    try (Trainer trainer = learner(Map.of("directions", "64")).open(TensorDevice.CPU, null)) {
      LessonStream stream = new LessonStream(40, 9);
      LessonStream.learn(trainer, stream.of(0, 40, 5), 64);
      for (int label = 0; label < 39; label++) {
        trainer.forget(forgetting(label, List.of()));
      }
      assertThat(fact(trainer, "directions")).isLessThanOrEqualTo(LessonStream.DIMENSION);
      trainer.learn(stream.of(0, 40, 5));
      for (float weight : ((LinearHead) trainer.solution().head()).weights()) {
        assertThat(weight).isFinite();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 500})
  void batchesOfAnySizeGiveTheSame(int size) {
    LessonStream stream = new LessonStream(LABELS, 42);
    List<Lesson> lessons = stream.of(0, LABELS, 50);
    try (Trainer one = open();
        Trainer other = open()) {
      LessonStream.learn(one, lessons, size);
      LessonStream.learn(other, lessons, 64);
      assertThat(one.snapshot()).isEqualTo(other.snapshot());
    }
  }

  private static void assertClose(Head actual, Head expected) {
    assertThat(actual.labels()).isEqualTo(expected.labels());
    assertThat(((LinearHead) actual).weights())
        .containsExactly(((LinearHead) expected).weights(), within(1e-5f));
  }

  private static Forgetting forgetting(int label, List<Lesson> examples) {
    return new Forgetting("r", DeletionScope.LABEL, LessonStream.label(label), examples);
  }

  @Test
  void snapshotsOfAnotherDimensionAreRefused() {
    try (Trainer trainer = open()) {
      teach(trainer);
      byte[] snapshot = trainer.snapshot();
      SequentialLearner wider =
          (SequentialLearner)
              LearnerCatalog.build(
                  Projection.TYPE,
                  Map.of(),
                  new EmbeddingSpace(LessonStream.DIMENSION + 1, 0x1p-14));
      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(() -> wider.open(TensorDevice.CPU, snapshot))
          .withMessageContaining("dimension 16");
    }
  }

  private static double fact(Trainer trainer, String name) {
    return Objects.requireNonNull(trainer.solution().facts().get(name));
  }
}
