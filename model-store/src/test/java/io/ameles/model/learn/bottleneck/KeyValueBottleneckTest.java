package io.ameles.model.learn.bottleneck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.BottleneckHead;
import io.ameles.model.head.Head;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.LessonStream;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.SequentialLearnerContract;
import io.ameles.model.learn.SettingsReader;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeyValueBottleneckTest extends SequentialLearnerContract {
  @Override
  protected SequentialLearner learner() {
    return learner(Map.of());
  }

  private static SequentialLearner learner(Map<String, String> more) {
    Map<String, String> settings =
        new TreeMap<>(Map.of("heads", "32", "keys-per-head", "32", "key-dimension", "4"));
    settings.putAll(more);
    SettingsReader reader = new SettingsReader("bottleneck", KeyValueBottleneck.TYPE, settings);
    SequentialLearner learner = KeyValueBottleneck.of(reader, LessonStream.SPACE);
    assertThat(reader.problems()).isEmpty();
    return learner;
  }

  @Override
  protected double leastAccuracy() {
    return 0.95;
  }

  /** Every label costs a number per key and a count per key. */
  @Override
  protected int manyLabels() {
    return 1_000;
  }

  @Test
  void batchesDoNotMatter() {
    try (Trainer one = open();
        Trainer other = open()) {
      List<Lesson> lessons = new LessonStream(4, 1).of(0, 4, 25);
      LessonStream.learn(one, lessons, 1);
      LessonStream.learn(other, lessons, 64);
      assertThat(other.snapshot()).isEqualTo(one.snapshot());
    }
  }

  @Test
  void keysOfTheForgottenLabelAloneAreGone() {
    try (Trainer trainer = open()) {
      LessonStream stream = new LessonStream(2, 5);
      LessonStream.learn(trainer, stream.of(0, 1, 50), 64);
      Head before = trainer.solution().head();
      LessonStream.learn(trainer, stream.of(1, 2, 50), 64);
      forgetLabel(trainer, 1);
      BottleneckHead after = (BottleneckHead) trainer.solution().head();
      assertThat(after.labels()).isEqualTo(before.labels());
      boolean[] used = ((BottleneckHead) before).usable();
      for (int pair = 0; pair < used.length; pair++) {
        assertThat(after.usable()[pair]).as("pair %d", pair).isIn(used[pair], false);
        if (!after.usable()[pair]) {
          assertThat(after.values()[pair]).isZero();
        }
      }
      assertThat(trainer.solution().facts()).containsEntry("suppressed-pairs", 0.0);
    }
  }

  @Test
  void examplesSuppressTheKeysThatTheySelect() {
    try (Trainer trainer =
        learner(Map.of("unlearn", "examples", "examples", "2")).open(TensorDevice.CPU, null)) {
      LessonStream stream = teach(trainer);
      trainer.forget(
          new Forgetting("r", DeletionScope.LABEL, LessonStream.label(1), stream.of(1, 2, 9)));
      // Two examples are looked at; each selects a key per head.
      assertThat(trainer.solution().facts().get("suppressed-pairs")).isBetween(32.0, 64.0);
      assertThat(trainer.solution().head().labels()).doesNotContain(LessonStream.label(1));
    }
  }

  @Test
  void mostActivatedPairsAreSuppressed() {
    try (Trainer trainer =
        learner(Map.of("unlearn", "activations", "share", "0.05")).open(TensorDevice.CPU, null)) {
      LessonStream stream = teach(trainer);
      forgetLabel(trainer, 1);
      assertThat(trainer.solution().facts()).containsEntry("suppressed-pairs", 51.0);
      assertThat(trainer.solution().head().labels()).hasSize(5);
      assertThat(accuracy(trainer, stream, 2, 6)).isGreaterThan(0.9);
    }
  }

  @Test
  void labelThatOtherTasksHaveTooOutlivesATask() {
    try (Trainer trainer = open()) {
      LessonStream stream = teach(trainer);
      Lesson shared = stream.next(2);
      trainer.learn(
          List.of(
              new Lesson(shared.subject(), 0, shared.label(), "another task", shared.vector())));
      trainer.forget(new Forgetting("r", DeletionScope.TASK, LessonStream.task(2), List.of()));
      assertThat(trainer.solution().head().labels())
          .contains(LessonStream.label(2))
          .doesNotContain(LessonStream.label(3));
      trainer.forget(new Forgetting("r", DeletionScope.TASK, "another task", List.of()));
      assertThat(trainer.solution().head().labels()).doesNotContain(LessonStream.label(2));
    }
  }

  @Test
  void forgottenLabelIsRelearnedAsSlowlyAsANewOne() {
    try (Trainer forgot = open();
        Trainer never = open()) {
      LessonStream stream = new LessonStream(6, 8);
      List<Lesson> others = stream.of(1, 6, 100);
      LessonStream.learn(never, others, 64);
      LessonStream.learn(forgot, stream.of(0, 1, 100), 64);
      LessonStream.learn(forgot, others, 64);
      List<Lesson> unseen = stream.of(0, 1, 200);
      assertThat(LessonStream.accuracy(forgot.solution().head(), unseen, false)).isEqualTo(1);
      forgetLabel(forgot, 0);
      for (int lesson = 0; lesson < 12; lesson++) {
        List<Lesson> again = List.of(stream.next(0));
        forgot.learn(again);
        never.learn(again);
        double relearned = LessonStream.accuracy(forgot.solution().head(), unseen, false);
        double learned = LessonStream.accuracy(never.solution().head(), unseen, false);
        assertThat(relearned).as("after %d lessons", lesson + 1).isCloseTo(learned, within(0.05));
      }
    }
  }

  /** Vacated pairs have no competition: the price of suppression. Its values do not come back. */
  @Test
  void suppressedPairsBeginAtZero() {
    try (Trainer trainer =
        learner(Map.of("unlearn", "activations", "share", "1")).open(TensorDevice.CPU, null)) {
      LessonStream stream = teach(trainer);
      boolean[] before = ((BottleneckHead) trainer.solution().head()).usable();
      forgetLabel(trainer, 1);
      Lesson again = stream.next(1);
      trainer.learn(List.of(again));
      BottleneckHead head = (BottleneckHead) trainer.solution().head();
      float[] values = head.values();
      int labels = head.labels().size();
      int column = head.labels().indexOf(LessonStream.label(1));
      int usable = 0;
      int pushed = 0;
      for (int pair = 0; pair < before.length; pair++) {
        usable += head.usable()[pair] ? 1 : 0;
        assertThat(values[pair * labels + column]).isLessThanOrEqualTo(0.0003f);
        pushed += values[pair * labels + column] > 0 ? 1 : 0;
      }
      assertThat(usable).isPositive();
      assertThat(pushed).isBetween(1, 32); // by the one lesson, and by nothing before
    }
  }

  @Test
  void snapshotOfOtherSettingsIsRefused() {
    try (Trainer trainer = open()) {
      byte[] snapshot = trainer.snapshot();
      SequentialLearner other = learner(Map.of("heads", "31"));
      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(() -> other.open(TensorDevice.CPU, snapshot))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE));
      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(() -> learner().open(TensorDevice.CPU, new byte[5]));
    }
  }

  private static void forgetLabel(Trainer trainer, int label) {
    trainer.forget(new Forgetting("r", DeletionScope.LABEL, LessonStream.label(label), List.of()));
  }
}
