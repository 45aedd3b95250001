package io.ameles.model.evidence;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.Head;
import io.ameles.model.head.HeadKind;
import io.ameles.model.learn.Forgetting;
import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.StateDigest;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows a trainer what is learned and what is retracted, and then has it forget what was asked for
 * as a whole.
 */
final class SequentialModel implements LiveModel {
  /** As many of the latest retracted examples come with a request as in the stream. */
  private static final int SHOWN = 2_048;

  private final SequentialLearner learner;
  private final TensorDevice device;
  private final Trainer trainer;

  SequentialModel(SequentialLearner learner, TensorDevice device, byte @Nullable [] snapshot) {
    this.learner = learner;
    this.device = device;
    this.trainer = learner.open(device, snapshot);
  }

  @Override
  public LiveModel copy() {
    return new SequentialModel(learner, device, trainer.snapshot());
  }

  @Override
  public void learn(List<Lesson> batch) {
    if (!batch.isEmpty()) {
      trainer.learn(batch);
    }
  }

  @Override
  public void forget(Removal removal, List<List<Lesson>> examples) {
    for (List<Lesson> batch : examples) {
      if (!batch.isEmpty()) {
        trainer.retract(batch);
      }
    }
    if (removal.scope() != DeletionScope.EXAMPLES) {
      List<Lesson> all = examples.stream().flatMap(List::stream).toList();
      List<Lesson> shown = all.subList(Math.max(0, all.size() - SHOWN), all.size());
      trainer.forget(new Forgetting(removal.requestId(), removal.scope(), removal.target(), shown));
    }
  }

  @Override
  public Head head() {
    return trainer.solution().head();
  }

  @Override
  public String digest() {
    return StateDigest.ofParameters(learner.name(), HeadKind.toBytes(head()));
  }

  @Override
  public byte[] state() {
    return trainer.snapshot();
  }

  @Override
  public void close() {
    trainer.close();
  }
}
