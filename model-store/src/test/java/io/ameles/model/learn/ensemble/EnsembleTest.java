package io.ameles.model.learn.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
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
import io.ameles.model.learn.SequentialLearnerContract;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EnsembleTest extends SequentialLearnerContract {
  private static final EmbeddingSpace SPACE = new EmbeddingSpace(1, 1);

  @Override
  protected SequentialLearner learner() {
    return learner(Map.of("slice", "PT1M"));
  }

  @Override
  protected double leastAccuracy() {
    return 0.95;
  }

  private static SequentialLearner learner(Map<String, String> settings) {
    return (SequentialLearner) LearnerCatalog.build(Ensemble.TYPE, settings, LessonStream.SPACE);
  }

  @Test
  void deletionFallsBackToTheCheckpointBeforeItsSlice() {
    try (Trainer trainer = remembering(2, 1000, 16)) {
      trainer.learn(lessons(0, 1, 2, 3, 4, 5));
      trainer.retract(lessons(3));
      assertThat(trainer.solution().head().labels()).containsExactly("00000", "00001");
      assertThat(fact(trainer, "retained-share")).isCloseTo(2.0 / 6, within(1e-9));
      assertThat(fact(trainer, "slices")).isEqualTo(1);
    }
  }

  @Test
  void lateExamplesAreFoundInTheSliceThatTheyWereTrainedIn() {
    try (Trainer trainer = remembering(2, 1000, 16)) {
      trainer.learn(lessons(0, 2, 3, 4, 1, 6));
      trainer.retract(lessons(1));
      // The slice of 2 and 3 does not reach back to 1, but that of 4 does, where 1 came late.
      assertThat(trainer.solution().head().labels()).containsExactly("00000", "00002", "00003");
    }
  }

  @Test
  void examplesThatAreGoneAlreadyCostNothing() {
    try (Trainer trainer = remembering(2, 1000, 16)) {
      trainer.learn(lessons(0, 1, 2, 3, 4, 5));
      trainer.retract(lessons(3));
      byte[] before = trainer.snapshot();
      trainer.retract(lessons(3, 5, 2));
      assertThat(trainer.snapshot()).isEqualTo(before);
    }
  }

  @Test
  void slicesEndWhenTheyAreFull() {
    try (Trainer trainer = remembering(1_000_000, 2, 16)) {
      trainer.learn(lessons(0, 1, 2, 3, 4));
      assertThat(fact(trainer, "slices")).isEqualTo(3);
      trainer.retract(lessons(4));
      assertThat(trainer.solution().head().labels()).hasSize(4);
    }
  }

  @Test
  void mergedSlicesAreForgottenTogether() {
    try (Trainer trainer = remembering(1_000_000, 1, 2)) {
      trainer.learn(lessons(0, 1, 2, 3)); // closed: 0, 1, 2; two of them become one
      assertThat(fact(trainer, "slices")).isEqualTo(3);
      trainer.retract(lessons(1));
      assertThat(trainer.solution().head().labels()).isEmpty();
    }
  }

  @Test
  void subjectsOfOtherShardsLoseNothing() {
    SequentialLearner learner = learner(Map.of("shards", "3", "slice", "PT1000H"));
    try (Trainer trainer = learner.open(TensorDevice.CPU, null)) {
      LessonStream stream = teach(trainer);
      assertThat(fact(trainer, "shards-empty")).isZero();
      List<Lesson> learned = new LessonStream(6, 42).of(0, 6, 100);
      trainer.retract(learned.subList(0, 1));
      assertThat(fact(trainer, "shards-empty")).isEqualTo(1);
      assertThat(accuracy(trainer, stream, 0, 6)).isGreaterThanOrEqualTo(0.95);
    }
  }

  @Test
  void laterLabelsAreForgottenWithoutHarmToEarlierOnes() {
    try (Trainer trainer = learner(Map.of("slice", "PT10S")).open(TensorDevice.CPU, null)) {
      LessonStream stream = new LessonStream(6, 42);
      for (int label = 0; label < 6; label += 2) {
        LessonStream.learn(trainer, stream.of(label, label + 2, 100), 64);
      }
      trainer.forget(new Forgetting("r", DeletionScope.TASK, LessonStream.task(4), List.of()));
      assertThat(trainer.solution().head().labels())
          .containsExactly(
              LessonStream.label(0),
              LessonStream.label(1),
              LessonStream.label(2),
              LessonStream.label(3));
      assertThat(accuracy(trainer, stream, 2, 4)).isGreaterThanOrEqualTo(0.9);
    }
  }

  @Test
  void shardsThatAreNotThoseOfTheSnapshotAreRefused() {
    try (Trainer trainer = open()) {
      byte[] snapshot = trainer.snapshot();
      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(() -> learner(Map.of("shards", "4")).open(TensorDevice.CPU, snapshot))
          .withMessageContaining("5 shards");
    }
  }

  @Test
  void sliceMustBeADuration() {
    for (String slice : List.of("an hour", "PT0S", "-PT1H", "PT9999999999999H")) {
      assertThatExceptionOfType(AmelesException.class)
          .as(slice)
          .isThrownBy(() -> learner(Map.of("slice", slice)))
          .withMessageContaining("slice");
    }
  }

  @Test
  void votesCanBeCountedInstead() {
    try (Trainer trainer = learner(Map.of("aggregation", "vote")).open(TensorDevice.CPU, null)) {
      LessonStream stream = teach(trainer);
      assertThat(accuracy(trainer, stream, 0, 6)).isGreaterThanOrEqualTo(0.95);
    }
  }

  @Test
  void unreadableSnapshotsLeaveNothingOpen() {
    Remembering member = new Remembering(1);
    Slicing slicing = new Slicing(3, Duration.ofMillis(10), 1000, 16);
    Ensemble ensemble =
        new Ensemble(LearnerSettings.of("e"), SPACE, slicing, Aggregation.MEAN, member);
    byte[] snapshot;
    try (Trainer trainer = ensemble.open(TensorDevice.CPU, null)) {
      trainer.learn(lessons(0, 1, 2));
      snapshot = trainer.snapshot();
      assertThat(member.open()).isEqualTo(3);
    }
    assertThat(member.open()).isZero();
    for (int length = 0; length < snapshot.length; length++) {
      byte[] cut = Arrays.copyOf(snapshot, length);
      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(() -> ensemble.open(TensorDevice.CPU, cut))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE));
      assertThat(member.open()).isZero();
    }
  }

  @Test
  void shardThatDoesNotOpenLeavesNoneOpen() {
    Remembering member = new Remembering(1, 2);
    Slicing slicing = new Slicing(3, Duration.ofMillis(10), 1000, 16);
    Ensemble ensemble =
        new Ensemble(LearnerSettings.of("e"), SPACE, slicing, Aggregation.MEAN, member);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> ensemble.open(TensorDevice.CPU, null));
    assertThat(member.open()).isZero();
  }

  private static Trainer remembering(long window, int examples, int slices) {
    Slicing slicing = new Slicing(1, Duration.ofMillis(window), examples, slices);
    return new Ensemble(
            LearnerSettings.of("e"), SPACE, slicing, Aggregation.MEAN, new Remembering(1))
        .open(TensorDevice.CPU, null);
  }

  /** Examples that carry the instant at which they occurred. */
  private static List<Lesson> lessons(long... times) {
    return LongStream.of(times)
        .mapToObj(
            time ->
                new Lesson(
                    LessonStream.subject(0), time, "a", null, QuantizedVector.of((short) time)))
        .toList();
  }

  private static double fact(Trainer trainer, String name) {
    return Objects.requireNonNull(trainer.solution().facts().get(name));
  }
}
