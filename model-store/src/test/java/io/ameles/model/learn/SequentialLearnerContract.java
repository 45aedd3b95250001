package io.ameles.model.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.Head;
import io.ameles.model.head.HeadKind;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Scorer;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every sequential learner keeps to. Whoever adds one extends this with a class {@code
 * <Learner>Test}.
 */
public abstract class SequentialLearnerContract {
  private static final int LABELS = 6;
  private static final int BATCH = 64;

  /** A learner for {@link LessonStream#SPACE} with settings that suit so few examples. */
  protected abstract SequentialLearner learner();

  /** The least accuracy on new examples after {@link #passes} over 100 of each label. */
  protected abstract double leastAccuracy();

  /** How often the examples are shown. */
  protected int passes() {
    return 1;
  }

  /** Whether it is told the task when it predicts. */
  protected boolean withTasks() {
    return false;
  }

  /** How many labels a test of many labels uses. */
  protected int manyLabels() {
    return 10_000;
  }

  /** A trainer that has not seen anything. */
  protected Trainer open() {
    return learner().open(TensorDevice.CPU, null);
  }

  /** A trainer that has learned six labels, and the stream that goes on where it ended. */
  protected LessonStream teach(Trainer trainer) {
    LessonStream stream = new LessonStream(LABELS, 42);
    List<Lesson> lessons = stream.of(0, LABELS, 100);
    for (int pass = 0; pass < passes(); pass++) {
      LessonStream.learn(trainer, lessons, BATCH);
    }
    return stream;
  }

  /** The accuracy on new examples of some labels. */
  protected double accuracy(Trainer trainer, LessonStream stream, int from, int to) {
    return LessonStream.accuracy(trainer.solution().head(), stream.of(from, to, 50), withTasks());
  }

  @Test
  void learnsWhatIsLearnable() {
    try (Trainer trainer = open()) {
      LessonStream stream = teach(trainer);
      Head head = trainer.solution().head();
      assertThat(head.labels()).isSorted().doesNotHaveDuplicates().hasSize(LABELS);
      assertThat(head.dimension()).isEqualTo(LessonStream.DIMENSION);
      assertThat(accuracy(trainer, stream, 0, LABELS)).isGreaterThanOrEqualTo(leastAccuracy());
    }
  }

  @Test
  void nothingLearnedPredictsNothing() {
    try (Trainer trainer = open();
        Scorer scorer = trainer.solution().head().open(TensorDevice.CPU)) {
      assertThat(trainer.solution().head().labels()).isEmpty();
      float[] embeddings = new float[2 * LessonStream.DIMENSION];
      assertThat(scorer.predict(Queries.of(embeddings, 2, LessonStream.DIMENSION)))
          .containsOnly(Scorer.NO_LABEL);
    }
  }

  @Test
  void oneExampleIsEnoughToPredictItsLabel() {
    try (Trainer trainer = open()) {
      LessonStream stream = new LessonStream(1, 7);
      trainer.learn(List.of(stream.next(0)));
      assertThat(accuracy(trainer, stream, 0, 1)).isEqualTo(1);
    }
  }

  @Test
  void goesOnFromASnapshotAsIfNothingHadHappened() {
    try (Trainer trainer = open()) {
      LessonStream stream = teach(trainer);
      List<Lesson> later = stream.of(0, LABELS, 20);
      try (Trainer restored = learner().open(TensorDevice.CPU, trainer.snapshot())) {
        assertThat(restored.solution()).isEqualTo(trainer.solution());
        assertThat(restored.snapshot()).isEqualTo(trainer.snapshot());
        for (Trainer each : List.of(trainer, restored)) {
          LessonStream.learn(each, later, BATCH);
          each.retract(later.subList(0, 5));
          forgetAll(each, 0);
        }
        assertThat(restored.solution()).isEqualTo(trainer.solution());
        assertThat(restored.snapshot()).isEqualTo(trainer.snapshot());
      }
    }
  }

  @Test
  void forgetsAsItDeclares() {
    if (learner().guarantee(DeletionScope.LABEL) != Guarantee.UNSUPPORTED) {
      try (Trainer trainer = open()) {
        LessonStream stream = teach(trainer);
        trainer.retract(stream.of(1, 2, 10));
        trainer.forget(forgetting(DeletionScope.LABEL, LessonStream.label(1), stream, 1, 2));
        assertThat(accuracy(trainer, stream, 1, 2)).isLessThanOrEqualTo(0.2);
        requireFinite(trainer);
      }
    }
    if (learner().guarantee(DeletionScope.TASK) != Guarantee.UNSUPPORTED) {
      try (Trainer trainer = open()) {
        LessonStream stream = teach(trainer);
        trainer.retract(stream.of(2, 4, 10));
        trainer.forget(forgetting(DeletionScope.TASK, LessonStream.task(2), stream, 2, 4));
        assertThat(accuracy(trainer, stream, 2, 4)).isLessThanOrEqualTo(0.6); // chance is 0.5
        requireFinite(trainer);
      }
    }
  }

  @Test
  void whatWasNeverLearnedCanBeForgotten() {
    try (Trainer trainer = open()) {
      forgetAll(trainer, 0);
      LessonStream stream = teach(trainer);
      Head before = trainer.solution().head();
      trainer.forget(new Forgetting("r", DeletionScope.LABEL, "never heard of", List.of()));
      trainer.forget(new Forgetting("r", DeletionScope.TASK, "never heard of", List.of()));
      assertThat(trainer.solution().head()).isEqualTo(before);
      assertThat(accuracy(trainer, stream, 0, LABELS)).isGreaterThanOrEqualTo(leastAccuracy());
    }
  }

  @Test
  void everythingCanBeForgottenAndLearnedAgain() {
    try (Trainer trainer = open()) {
      LessonStream stream = teach(trainer);
      for (int label = 0; label < LABELS; label++) {
        forgetAll(trainer, label);
        requireFinite(trainer);
      }
      teach(trainer);
      requireFinite(trainer);
      assertThat(stream.of(0, LABELS, 1)).hasSize(LABELS);
    }
  }

  @Test
  void numbersStayFiniteWhateverComes() {
    try (Trainer trainer = open()) {
      float[] spike = new float[LessonStream.DIMENSION];
      spike[0] = 1;
      float[] opposite = new float[LessonStream.DIMENSION];
      opposite[0] = -1;
      for (int round = 0; round < 20; round++) {
        trainer.learn(
            IntStream.range(0, BATCH)
                .mapToObj(
                    i ->
                        new Lesson(
                            LessonStream.subject(i),
                            i,
                            i % 2 == 0 ? "a" : "b",
                            i % 3 == 0 ? null : "t",
                            LessonStream.vector(i % 4 < 2 ? spike : opposite)))
                .toList());
        requireFinite(trainer);
      }
    }
  }

  @Test
  void manyLabelsAreNoProblem() {
    try (Trainer trainer = open()) {
      LessonStream stream = new LessonStream(manyLabels(), 3);
      LessonStream.learn(trainer, stream.of(0, manyLabels(), 1), 2048);
      assertThat(trainer.solution().head().labels()).hasSize(manyLabels());
      requireFinite(trainer);
    }
  }

  @Test
  void travelsToWhereItTrains() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(learner());
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      SequentialLearner there = (SequentialLearner) in.readObject();
      assertThat(there.settings()).isEqualTo(learner().settings());
      assertThat(there.name()).matches("[a-z][a-z0-9-]*");
    }
  }

  /** Forgets a label, its task and a subject, whatever of it is supported. */
  private static void forgetAll(Trainer trainer, int label) {
    LessonStream stream = new LessonStream(LABELS, 42);
    trainer.forget(
        forgetting(DeletionScope.LABEL, LessonStream.label(label), stream, label, label + 1));
    trainer.forget(
        forgetting(DeletionScope.TASK, LessonStream.task(label), stream, label, label + 1));
    trainer.forget(
        new Forgetting(
            "s" + label, DeletionScope.SUBJECT, LessonStream.subject(label).toHex(), List.of()));
  }

  private static Forgetting forgetting(
      DeletionScope scope, String target, LessonStream stream, int from, int to) {
    return new Forgetting("request-" + target, scope, target, stream.of(from, to, 20));
  }

  private static void requireFinite(Trainer trainer) {
    Solution solution = trainer.solution();
    solution.facts().forEach((name, value) -> assertThat(value).as(name).isFinite());
    byte[] bytes = HeadKind.toBytes(solution.head());
    assertThat(HeadKind.parse(bytes)).isEqualTo(solution.head());
    float[] embeddings = new float[4 * LessonStream.DIMENSION];
    Arrays.fill(embeddings, 0.25f);
    try (Scorer scorer = solution.head().open(TensorDevice.CPU)) {
      for (float score : scorer.score(Queries.of(embeddings, 4, LessonStream.DIMENSION))) {
        assertThat(score).isNotNaN();
      }
    }
  }
}
