package io.ameles.stream.evaluate;

import static io.ameles.stream.evaluate.Animals.cat;
import static io.ameles.stream.evaluate.Animals.cats;
import static io.ameles.stream.evaluate.Animals.dog;
import static io.ameles.stream.evaluate.Animals.dogs;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.catalog.LearnerCatalog;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.Quantization;
import io.ameles.model.head.Head;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.Trainer;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.schema.DeletionScope;
import io.ameles.stream.Fixtures;
import io.ameles.stream.learn.Heads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrequentialTest {
  private final Prequential prequential =
      new Prequential(TensorDevice.CPU, Quantization.DEFAULT.step());

  @AfterEach
  void close() {
    prequential.close();
  }

  @Test
  void withoutAVersionNothingIsScored() {
    prequential.add(cat());

    assertThat(closeEpoch()).isEmpty();
  }

  @Test
  void versionScoresWhatComesAfterItsEpoch() {
    prequential.stage(Animals.right(1));
    closeEpoch();
    prequential.add(cat());
    prequential.add(dog());
    prequential.add(dog());

    assertThat(closeEpoch()).containsExactly(cats(1, 1), dogs(2, 2));
  }

  @Test
  void versionNeverScoresItsOwnEpoch() {
    prequential.stage(Animals.wrong(1));
    closeEpoch();
    prequential.add(cat());
    prequential.stage(Animals.right(2));
    prequential.add(cat());

    assertThat(closeEpoch()).containsExactly(cats(2, 0));
    prequential.add(cat());
    assertThat(closeEpoch()).containsExactly(cats(1, 1));
  }

  @Test
  void scoringABatchEarlyChangesNothing() {
    prequential.restore(Animals.wrong(1));
    prequential.add(cat());
    prequential.scoreBatch();
    prequential.stage(Animals.right(2));
    prequential.add(cat());
    prequential.scoreBatch();
    prequential.scoreBatch();

    assertThat(closeEpoch()).containsExactly(cats(2, 0));
  }

  @Test
  void aLabelThatTheNextVersionDoesNotKnowIsReportedAsForgottenOnce() {
    prequential.restore(Animals.right(1));
    prequential.add(cat());
    prequential.stage(Animals.empty(2));

    assertThat(closeEpoch())
        .containsExactly(
            new Score(NearestMean.TYPE, "cat", null, 1, 1, false),
            Score.forgotten(NearestMean.TYPE, "cat"),
            Score.forgotten(NearestMean.TYPE, "dog"));
    prequential.stage(Animals.empty(3));
    assertThat(closeEpoch()).isEmpty();
  }

  @Test
  void scoresAreReportedOnce() {
    prequential.restore(Animals.right(1));
    prequential.add(cat());
    closeEpoch();

    assertThat(closeEpoch()).isEmpty();
  }

  @Test
  void versionThatKnowsNoLabelScoresNothing() {
    prequential.restore(Animals.empty(1));
    prequential.add(cat());

    assertThat(closeEpoch()).isEmpty();
  }

  @Test
  void ofSeveralVersionsThatAreStagedTheNewestPredicts() {
    prequential.stage(Animals.right(3));
    prequential.stage(Animals.wrong(2));
    closeEpoch();

    assertThat(prequential.active()).isEqualTo(Animals.right(3));
  }

  @Test
  void versionThatKnowsLabelsAndHasNoAnswerIsWrongAndNothingWorse() {
    prequential.restore(
        new Heads(1, new TreeMap<>(Map.of("uncle", headWhoseOnlyTaskIsForgotten()))));
    prequential.add(cat());

    assertThat(closeEpoch()).containsExactly(new Score("uncle", "cat", null, 1, 0));
  }

  private static Head headWhoseOnlyTaskIsForgotten() {
    SequentialLearner uncle =
        (SequentialLearner)
            LearnerCatalog.build("uncle", Map.of("unlearn-steps", "1"), Fixtures.RULES.space());
    try (Trainer trainer = uncle.open(TensorDevice.CPU, null)) {
      trainer.learn(
          List.of(new Lesson(Fixtures.subject("anna"), 0, "cow", "zoo", Fixtures.VECTOR)));
      trainer.forget(new Forgetting("request", DeletionScope.TASK, "zoo", List.of()));
      return trainer.solution().head();
    }
  }

  private List<Score> closeEpoch() {
    List<Score> scores = new ArrayList<>();
    prequential.closeEpoch(scores::add);
    return scores;
  }
}
