package io.ameles.model.learn.uncle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.Head;
import io.ameles.model.head.TaskHead;
import io.ameles.model.head.TaskHeads;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.LessonStream;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Six tasks of five labels each: a guess is right once in five times. */
class UnlearningTest {
  private static final int WIDTH = 5;
  private static final int TASKS = 6;
  private static final double CHANCE = 1.0 / WIDTH;
  private static final String[] FAST = {
    "layers", "32,64", "learning-rate", "0.01", "steps", "4", "unlearn-steps", "100"
  };

  private final LessonStream stream = new LessonStream(TASKS * WIDTH, 11);

  @Test
  void fixedNoiseBringsAForgottenTaskToChanceAndKeepsItThere() {
    try (Trainer trainer = open()) {
      IntStream.range(0, 4).forEach(task -> learn(trainer, task));
      double before = mean(trainer, 2, 3);
      forget(trainer, 0);
      forget(trainer, 1);
      assertThat(mean(trainer, 0, 1)).isCloseTo(CHANCE, within(0.2));
      assertThat(mean(trainer, 2, 3)).as("spill").isGreaterThan(before - 0.05);
      learn(trainer, 4);
      learn(trainer, 5);
      assertThat(mean(trainer, 0, 1)).as("relapse").isCloseTo(CHANCE, within(0.2));
      assertThat(mean(trainer, 2, 3, 4, 5)).isGreaterThan(0.9);
    }
  }

  /** With the strength and the rate that were published, which are those of deep networks. */
  @Test
  void freshNoiseAsPublishedShrinksAHeadWhoseDecisionsOutliveIt() {
    try (Trainer trainer =
        open("target", "fresh", "gamma", "0.01", "unlearn-rate", "0.001", "unlearn-steps", "100")) {
      IntStream.range(0, 6).forEach(task -> learn(trainer, task));
      double before = size(trainer, 0);
      IntStream.range(0, 4).forEach(task -> forget(trainer, task));
      assertThat(size(trainer, 0)).isLessThan(before / 2);
      assertThat(mean(trainer, 0, 1, 2, 3)).isGreaterThan(CHANCE + 0.2);
    }
  }

  @Test
  void sameRequestDrawsTheSameNoise() {
    assertThat(headAfter("request", "1")).isEqualTo(headAfter("request", "1"));
    assertThat(headAfter("request", "1")).isNotEqualTo(headAfter("another", "1"));
    assertThat(headAfter("request", "1")).isNotEqualTo(headAfter("request", "2"));
  }

  private Head headAfter(String request, String seed) {
    try (Trainer trainer = open("seed", seed)) {
      LessonStream same = new LessonStream(WIDTH, 1);
      LessonStream.learn(trainer, same.of(0, WIDTH, 5), 64);
      trainer.forget(new Forgetting(request, DeletionScope.TASK, LessonStream.task(0), List.of()));
      return trainer.solution().head();
    }
  }

  @Test
  void onlyTaskThereIsCanBeForgotten() {
    try (Trainer trainer = open()) {
      learn(trainer, 0);
      forget(trainer, 0);
      assertThat(accuracy(trainer, 0)).isLessThanOrEqualTo(0.6);
      assertThat(trainer.solution().facts())
          .containsEntry("tasks", 0.0)
          .containsEntry("unlearned", 1.0)
          .containsEntry("rollbacks", 0.0)
          .hasEntrySatisfying("noise-distance", distance -> assertThat(distance).isLessThan(0.5));
    }
  }

  @Test
  void forgottenTaskCanBeLearnedAgain() {
    try (Trainer trainer = open()) {
      learn(trainer, 0);
      learn(trainer, 1);
      forget(trainer, 0);
      learn(trainer, 0);
      assertThat(mean(trainer, 0, 1)).isGreaterThan(0.9);
      assertThat(trainer.solution().facts())
          .containsEntry("tasks", 2.0)
          .containsEntry("unlearned", 0.0);
    }
  }

  @Test
  void labelsOfAForgottenTaskAreThoseOfWhatItIsTaughtNext() {
    try (Trainer trainer = open()) {
      trainer.learn(List.of(named(0, "a"), named(1, "b")));
      trainer.forget(new Forgetting("r", DeletionScope.TASK, "t", List.of()));
      assertThat(trainer.solution().head().labels()).containsExactly("a", "b");
      trainer.learn(List.of(named(0, "c")));
      assertThat(trainer.solution().head().labels()).containsExactly("c");
    }
  }

  private Lesson named(int label, String name) {
    Lesson lesson = stream.next(label);
    return new Lesson(lesson.subject(), lesson.occurredAt(), name, "t", lesson.vector());
  }

  @ParameterizedTest
  @CsvSource({"0, 100", "1, 90", "2, 81", "10, 34", "22, 20", "40, 20", "100000, 20"})
  void stepsFallByATenthPerRequestDownToTheFloor(long requests, int steps) {
    Plan.Unlearning unlearning = new Plan.Unlearning(Plan.Target.FIXED, 1e-3, 0.1, 100, 20, 0.2);
    assertThat(unlearning.stepsAfter(requests)).isEqualTo(steps);
  }

  @Test
  void requestGoesOnUntilTheNoiseIsReachedOrPatienceEnds() {
    Plan.Unlearning fixed = new Plan.Unlearning(Plan.Target.FIXED, 1e-3, 0.1, 100, 20, 0.2);
    assertThat(fixed.goesOn(40, 19, 0)).isTrue();
    assertThat(fixed.goesOn(40, 20, 0.19)).isFalse();
    assertThat(fixed.goesOn(40, 20, 0.21)).isTrue();
    assertThat(fixed.goesOn(40, 500, 0.21)).isFalse();
    assertThat(fixed.goesOn(40, 20, Double.NaN)).isFalse();
    Plan.Unlearning fresh = new Plan.Unlearning(Plan.Target.FRESH, 1e-3, 0.1, 100, 20, 0.2);
    assertThat(fresh.goesOn(40, 19, 1)).isTrue();
    assertThat(fresh.goesOn(40, 20, 1)).isFalse();
  }

  @Test
  void fortiethRequestStillForgets() {
    try (Trainer trainer =
        open("unlearn-steps", "12", "unlearn-floor", "1", "unlearn-rate", "0.01", "gamma", "1")) {
      for (int request = 0; request < 39; request++) {
        trainer.learn(List.of(named(0, "a"), named(1, "b")));
        trainer.forget(new Forgetting("r" + request, DeletionScope.TASK, "t", List.of()));
      }
      IntStream.range(1, 5).forEach(task -> learn(trainer, task));
      forget(trainer, 1);
      forget(trainer, 2);
      assertThat(mean(trainer, 1, 2)).isCloseTo(CHANCE, within(0.3));
      assertThat(mean(trainer, 3, 4)).isGreaterThan(0.9);
      assertThat(trainer.solution().facts())
          .hasEntrySatisfying("noise-distance", distance -> assertThat(distance).isLessThan(0.3));
    }
  }

  private static Trainer open(String... settings) {
    String[] all =
        IntStream.range(0, FAST.length + settings.length)
            .mapToObj(i -> i < FAST.length ? FAST[i] : settings[i - FAST.length])
            .toArray(String[]::new);
    return UncleTest.uncle(all).open(TensorDevice.CPU, null);
  }

  private void learn(Trainer trainer, int task) {
    LessonStream.learn(trainer, lessons(task, 40), 64);
  }

  /** Of five labels, all said to belong to one task. */
  private List<Lesson> lessons(int task, int each) {
    List<Lesson> lessons = new ArrayList<>();
    for (Lesson lesson : stream.of(task * WIDTH, (task + 1) * WIDTH, each)) {
      lessons.add(
          new Lesson(
              lesson.subject(), lesson.occurredAt(), lesson.label(), "t" + task, lesson.vector()));
    }
    return lessons;
  }

  private static void forget(Trainer trainer, int task) {
    trainer.forget(new Forgetting("request-" + task, DeletionScope.TASK, "t" + task, List.of()));
  }

  private double accuracy(Trainer trainer, int task) {
    return LessonStream.accuracy(trainer.solution().head(), lessons(task, 20), true);
  }

  private double mean(Trainer trainer, int... tasks) {
    return IntStream.of(tasks)
        .mapToDouble(task -> accuracy(trainer, task))
        .average()
        .orElse(Double.NaN);
  }

  /** Root of the mean square of a task's head. */
  private static double size(Trainer trainer, int task) {
    TaskHead head = ((TaskHeads) trainer.solution().head()).heads().get(task);
    double squares = 0;
    for (float value : head.parameters()) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares / head.parameters().length);
  }
}
