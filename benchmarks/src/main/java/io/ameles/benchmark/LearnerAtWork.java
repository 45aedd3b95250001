package io.ameles.benchmark;

import io.ameles.model.Contribution;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.Head;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.Learner;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.Tile;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A learner of either kind without the stream. NOT thread-safe. */
interface LearnerAtWork extends AutoCloseable {
  void learn(List<Lesson> batch);

  /** Takes the examples away and, where that means something, forgets the target as a whole. */
  void forget(DeletionScope scope, String target, List<Lesson> examples);

  Head head();

  @Override
  void close();

  static LearnerAtWork of(Learner learner, TensorDevice device) {
    return learner instanceof AdditiveLearner additive
        ? new Additive(additive, additive.open(device), new HashMap<>())
        : new Sequential(((SequentialLearner) learner).open(device, null));
  }

  /** Tiles are added up as the merging does. */
  record Additive(AdditiveLearner learner, Combiner combiner, Map<String, Tile> sums)
      implements LearnerAtWork {
    @Override
    public void learn(List<Lesson> batch) {
      add(batch, 1);
    }

    @Override
    public void forget(DeletionScope scope, String target, List<Lesson> examples) {
      add(examples, -1);
    }

    private void add(List<Lesson> batch, int sign) {
      List<Contribution> contributions =
          batch.stream()
              .map(lesson -> new Contribution(lesson.label(), lesson.task(), lesson.vector(), sign))
              .toList();
      combiner.combine(contributions).forEach((key, tile) -> sums.merge(key, tile, Tile::plus));
    }

    @Override
    public Head head() {
      return learner.solve(sums).head();
    }

    @Override
    public void close() {
      combiner.close();
    }
  }

  /** As the training operator does. */
  record Sequential(Trainer trainer) implements LearnerAtWork {
    @Override
    public void learn(List<Lesson> batch) {
      trainer.learn(batch);
    }

    @Override
    public void forget(DeletionScope scope, String target, List<Lesson> examples) {
      trainer.retract(examples);
      trainer.forget(new Forgetting("benchmark", scope, target, examples));
    }

    @Override
    public Head head() {
      return trainer.solution().head();
    }

    @Override
    public void close() {
      trainer.close();
    }
  }
}
