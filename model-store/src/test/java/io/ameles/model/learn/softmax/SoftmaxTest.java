package io.ameles.model.learn.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.catalog.LearnerCatalog;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.head.Head;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.Learner;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.LessonStream;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.SequentialLearnerContract;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** With NPO, which goes through every line; what differs without it is said below. */
class SoftmaxTest extends SequentialLearnerContract {
  private static final int LABELS = 6;

  @Override
  protected SequentialLearner learner() {
    return learner(Map.of("unlearn", "npo", "unlearn-rate", "10", "unlearn-steps", "20"));
  }

  @Override
  protected double leastAccuracy() {
    return 0.95;
  }

  private static SequentialLearner learner(Map<String, String> settings) {
    return (SequentialLearner) LearnerCatalog.build(Softmax.TYPE, settings, LessonStream.SPACE);
  }

  private static Trainer open(Map<String, String> settings) {
    return learner(settings).open(TensorDevice.CPU, null);
  }

  @Test
  void withoutUnlearningItForgetsNothingAndSaysSo() {
    Learner plain = learner(Map.of());
    for (DeletionScope scope : DeletionScope.values()) {
      assertThat(plain.guarantee(scope)).isEqualTo(Guarantee.UNSUPPORTED);
      assertThat(learner().guarantee(scope)).isEqualTo(Guarantee.APPROXIMATE);
      assertThat(plain.forgetsUnseen(scope)).isFalse();
      assertThat(learner().forgetsUnseen(scope)).isFalse();
    }
    try (Trainer trainer = open(Map.of())) {
      LessonStream stream = teach(trainer);
      byte[] before = trainer.snapshot();
      trainer.retract(stream.of(0, LABELS, 20));
      trainer.forget(forgetting(stream.of(1, 2, 20)));
      assertThat(trainer.snapshot()).isEqualTo(before);
    }
  }

  @Test
  void ascentDestroysMoreThanNegativePreferenceDoes() {
    Map<String, Double> norms = new TreeMap<>();
    for (String method : List.of("ascent", "npo")) {
      Map<String, String> settings =
          Map.of(
              "unlearn",
              method,
              "unlearn-rate",
              "3",
              "unlearn-steps",
              "20",
              "retain-weight",
              "0",
              "beta",
              "1");
      try (Trainer trainer = open(settings)) {
        LessonStream stream = teach(trainer);
        trainer.forget(forgetting(stream.of(1, 2, 20)));
        assertThat(accuracy(trainer, stream, 1, 2)).isLessThanOrEqualTo(0.1);
        norms.put(method, fact(trainer, "weight-norm"));
      }
    }
    assertThat(norms.get("ascent")).isGreaterThan(1.5 * Objects.requireNonNull(norms.get("npo")));
  }

  @Test
  void otherLabelsAreHeldWhileOneIsForgotten() {
    try (Trainer trainer = open()) {
      LessonStream stream = teach(trainer);
      trainer.forget(forgetting(stream.of(1, 2, 20)));
      assertThat(accuracy(trainer, stream, 1, 2)).isLessThanOrEqualTo(0.1);
      assertThat(accuracy(trainer, stream, 2, LABELS)).isGreaterThanOrEqualTo(0.9);
      assertThat(trainer.solution().head().labels()).contains(LessonStream.label(1));
    }
  }

  @Test
  void retractionPushesAnExampleAwayAndItsNeighboursHardly() {
    try (Trainer trainer = open()) {
      LessonStream stream = teach(trainer);
      Head before = trainer.solution().head();
      trainer.retract(stream.of(0, 1, 1));
      assertThat(trainer.solution().head()).isNotEqualTo(before);
      assertThat(accuracy(trainer, stream, 0, LABELS)).isGreaterThanOrEqualTo(0.95);
      assertThat(fact(trainer, "unlearning-steps")).isEqualTo(20);
    }
  }

  @Test
  void withoutExamplesNothingIsUnlearned() {
    try (Trainer trainer = open()) {
      teach(trainer);
      Head before = trainer.solution().head();
      trainer.forget(forgetting(List.of()));
      assertThat(trainer.solution().head()).isEqualTo(before);
    }
  }

  @Test
  void laterLabelsCrowdOutEarlierOnes() {
    try (Trainer trainer = open(Map.of())) {
      LessonStream stream = new LessonStream(LABELS, 42);
      for (int label = 0; label < LABELS; label += 2) {
        LessonStream.learn(trainer, stream.of(label, label + 2, 200), 64);
      }
      assertThat(accuracy(trainer, stream, 4, 6)).isGreaterThanOrEqualTo(0.95);
      assertThat(accuracy(trainer, stream, 0, 2)).isLessThan(0.9);
    }
  }

  @Test
  void stepsThatLeaveTheNumbersAreTakenBackAndCounted() {
    Descent absurd = new Descent(1e30, 0, 1, 32);
    try (Trainer trainer =
        new SoftmaxTrainer(TensorDevice.CPU, LessonStream.SPACE, absurd, Unlearning.none())) {
      LessonStream stream = new LessonStream(2, 1);
      trainer.learn(stream.of(0, 2, 32));
      assertThat(fact(trainer, "rollbacks")).isEqualTo(2);
      assertThat(fact(trainer, "weight-norm")).isZero();
    }
  }

  @Test
  void epochsGoThroughTheBatchAgain() {
    LessonStream stream = new LessonStream(2, 1);
    List<Lesson> batch = stream.of(0, 2, 16);
    try (Trainer twice = open(Map.of("epochs", "2"));
        Trainer once = open(Map.of())) {
      twice.learn(batch);
      once.learn(batch);
      once.learn(batch);
      assertThat(twice.solution().head()).isEqualTo(once.solution().head());
    }
  }

  @Test
  void weightDecayShrinksTheWeights() {
    try (Trainer decaying = open(Map.of("weight-decay", "0.05"));
        Trainer plain = open(Map.of())) {
      teach(decaying);
      teach(plain);
      assertThat(fact(decaying, "weight-norm")).isLessThan(0.5 * fact(plain, "weight-norm"));
    }
  }

  @Test
  void weightDecayThatTurnsWeightsRoundIsRefused() {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> learner(Map.of("rate", "100", "weight-decay", "0.5")))
        .withMessageContaining("weight-decay");
  }

  private static Forgetting forgetting(List<Lesson> examples) {
    return new Forgetting("r", DeletionScope.LABEL, LessonStream.label(1), examples);
  }

  @Test
  void snapshotsOfAnotherDimensionAreRefused() {
    try (Trainer trainer = open()) {
      teach(trainer);
      byte[] snapshot = trainer.snapshot();
      SequentialLearner wider =
          (SequentialLearner)
              LearnerCatalog.build(
                  Softmax.TYPE, Map.of(), new EmbeddingSpace(LessonStream.DIMENSION + 1, 0x1p-14));
      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(() -> wider.open(TensorDevice.CPU, snapshot))
          .withMessageContaining("dimension 16");
    }
  }

  private static double fact(Trainer trainer, String name) {
    return Objects.requireNonNull(trainer.solution().facts().get(name));
  }
}
