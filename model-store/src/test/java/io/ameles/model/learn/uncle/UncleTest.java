package io.ameles.model.learn.uncle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.Head;
import io.ameles.model.head.TaskHead;
import io.ameles.model.head.TaskHeads;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.LessonStream;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.SequentialLearnerContract;
import io.ameles.model.learn.SettingsReader;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UncleTest extends SequentialLearnerContract {
  private static final String[] FAST = {
    "layers",
    "32,32",
    "learning-rate",
    "0.01",
    "steps",
    "3",
    "unlearn-rate",
    "0.01",
    "unlearn-steps",
    "30",
    "unlearn-floor",
    "30"
  };

  static Uncle uncle(String... settings) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      given.put(settings[i], settings[i + 1]);
    }
    SettingsReader reader = new SettingsReader("uncle", Uncle.TYPE, given);
    Uncle uncle = Uncle.of(reader, LessonStream.SPACE);
    if (!reader.problems().isEmpty()) {
      throw new IllegalArgumentException(reader.problems().toString());
    }
    return uncle;
  }

  @Override
  protected SequentialLearner learner() {
    return uncle(FAST);
  }

  @Override
  protected double leastAccuracy() {
    return 0.9;
  }

  @Override
  protected boolean withTasks() {
    return true;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50})
  void tasksThatComeOneAfterTheOtherAreAllKept(int tasks) {
    try (Trainer trainer = uncle(FAST).open(TensorDevice.CPU, null)) {
      LessonStream stream = new LessonStream(2 * tasks, 5);
      for (int task = 0; task < tasks; task++) {
        LessonStream.learn(trainer, stream.of(2 * task, 2 * task + 2, 40), 16);
      }
      assertThat(accuracy(trainer, stream, 0, 2 * tasks)).isGreaterThanOrEqualTo(0.9);
      assertThat(trainer.solution().facts()).containsEntry("tasks", (double) tasks);
    }
  }

  @Test
  void whereTasksAreInferredToldOnesMakeNoDifference() {
    try (Trainer trainer =
        uncle("layers", "16", "tasks", "inferred").open(TensorDevice.CPU, null)) {
      LessonStream stream = teach(trainer);
      Head head = trainer.solution().head();
      List<Lesson> lessons = stream.of(0, 6, 50);
      assertThat(LessonStream.accuracy(head, lessons, true))
          .isEqualTo(LessonStream.accuracy(head, lessons, false))
          .isPositive();
    }
  }

  @Test
  void headGrowsWithTheLabelsOfItsTaskAndSoDoesWhatIsRestored() {
    try (Trainer trainer = uncle(FAST).open(TensorDevice.CPU, null)) {
      LessonStream stream = new LessonStream(40, 5);
      for (int labels = 1; labels <= 40; labels += 13) {
        trainer.learn(unnamed(stream.of(0, labels, 2)));
        try (Trainer restored = uncle(FAST).open(TensorDevice.CPU, trainer.snapshot())) {
          List<Lesson> more = unnamed(stream.of(0, labels, 1));
          trainer.learn(more);
          restored.learn(more);
          assertThat(restored.solution()).isEqualTo(trainer.solution());
        }
        assertThat(trainer.solution().head().labels()).hasSize(labels);
      }
    }
  }

  private static List<Lesson> unnamed(List<Lesson> lessons) {
    return lessons.stream()
        .map(
            lesson ->
                new Lesson(
                    lesson.subject(), lesson.occurredAt(), lesson.label(), null, lesson.vector()))
        .toList();
  }

  @Test
  void divergenceIsTakenBackAndCounted() {
    try (Trainer trainer = uncle("learning-rate", "1000").open(TensorDevice.CPU, null)) {
      LessonStream stream = new LessonStream(4, 5);
      LessonStream.learn(trainer, stream.of(0, 4, 10), 16);
      assertThat(trainer.solution().facts()).containsEntry("rollbacks", 3.0);
      for (TaskHead head : ((TaskHeads) trainer.solution().head()).heads()) {
        for (float value : head.parameters()) {
          assertThat(value).isBetween(-10f, 10f);
        }
      }
    }
  }

  @Test
  void unlearningThatDivergesIsTriedAgainSlower() {
    try (Trainer trainer = uncle("unlearn-rate", "1000").open(TensorDevice.CPU, null)) {
      LessonStream.learn(trainer, new LessonStream(2, 5).of(0, 2, 10), 16);
      trainer.forget(new Forgetting("r", DeletionScope.TASK, LessonStream.task(0), List.of()));
      assertThat(trainer.solution().facts())
          .containsEntry("unlearned", 1.0)
          .hasEntrySatisfying("rollbacks", count -> assertThat(count).isPositive());
    }
  }

  @Test
  void lessonsOfMoreLabelsThanATaskMayHaveAreRefusedAndCounted() {
    try (Trainer trainer = uncle("labels-per-task", "3").open(TensorDevice.CPU, null)) {
      LessonStream stream = new LessonStream(5, 5);
      for (Lesson lesson : stream.of(0, 5, 4)) {
        trainer.learn(
            List.of(new Lesson(lesson.subject(), 0, lesson.label(), null, lesson.vector())));
      }
      assertThat(trainer.solution().head().labels()).hasSize(3);
      assertThat(trainer.solution().facts()).containsEntry("refused-lessons", 8.0);
    }
  }

  @Test
  void everySubjectIsATaskIfSubjectsAreTheKey() {
    Uncle uncle = uncle("task-key", "subject", "layers", "16", "unlearn-rate", "0.01");
    assertThat(uncle.guarantee(DeletionScope.SUBJECT)).isEqualTo(Guarantee.APPROXIMATE);
    assertThat(uncle.guarantee(DeletionScope.TASK)).isEqualTo(Guarantee.UNSUPPORTED);
    try (Trainer trainer = uncle.open(TensorDevice.CPU, null)) {
      teach(trainer);
      Head before = trainer.solution().head();
      trainer.forget(new Forgetting("r", DeletionScope.TASK, LessonStream.task(0), List.of()));
      assertThat(trainer.solution().head()).isEqualTo(before);
      trainer.forget(
          new Forgetting("r", DeletionScope.SUBJECT, LessonStream.subject(3).toHex(), List.of()));
      assertThat(trainer.solution().facts())
          .containsEntry("tasks", 9.0)
          .containsEntry("unlearned", 1.0);
    }
  }

  @Test
  void nothingIsLeftOnTheDevice() {
    try (Trainer trainer = uncle(FAST).open(TensorDevice.CPU, null)) {
      LessonStream stream = teach(trainer);
      long managed = managed(trainer);
      for (int i = 0; i < 10; i++) {
        LessonStream.learn(trainer, stream.of(0, 6, 10), 64);
        trainer.forget(
            new Forgetting("r" + i, DeletionScope.TASK, LessonStream.task(0), List.of()));
        assertThat(trainer.solution().head().labels()).isNotEmpty();
        assertThat(trainer.snapshot()).isNotEmpty();
        assertThat(managed(trainer)).isEqualTo(managed);
      }
    }
  }

  private static long managed(Trainer trainer) {
    return ((UncleTrainer) trainer).managedArrays();
  }

  @Test
  void snapshotOfAnotherNetworkIsRefused() {
    byte[] snapshot;
    try (Trainer trainer = uncle("layers", "16").open(TensorDevice.CPU, null)) {
      snapshot = trainer.snapshot();
    }
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> uncle("layers", "17").open(TensorDevice.CPU, snapshot))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE));
  }

  @Test
  void settingsThatMakeNoSenseAreNamed() {
    SettingsReader reader =
        new SettingsReader(
            "u", Uncle.TYPE, Map.of("layers", "12,,x", "target", "none", "beta", "-1"));
    assertThat(Uncle.of(reader, LessonStream.SPACE).settings().name()).isEqualTo("u");
    assertThat(reader.problems())
        .hasSize(3)
        .anyMatch(problem -> problem.startsWith("learners.u.layers: is 12,,x, must be"))
        .anyMatch(problem -> problem.startsWith("learners.u.target: is none, must be fixed or"))
        .anyMatch(problem -> problem.startsWith("learners.u.beta: is -1, must be"));
  }
}
