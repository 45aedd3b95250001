package io.ameles.model.learn.ensemble;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.head.Aggregation;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.SettingsReader;
import io.ameles.model.learn.Trainer;
import io.ameles.model.learn.softmax.Softmax;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import org.jspecify.annotations.Nullable;

/**
 * Sharded and sliced training after SISA (Bourtoule et al., "Machine Unlearning", 2021) and S3T
 * (Basu Roy Chowdhury et al., "Towards Scalable Exact Machine Unlearning Using Parameter-Efficient
 * Fine-Tuning", 2024), for a stream: a subject's examples all go to one of several softmax heads;
 * each head keeps an immutable checkpoint per slice of event time; a deletion takes the shard back
 * to the last checkpoint before the example and gives up what was learned since, at once and
 * without reading anything again.
 *
 * <p>No parameter that is served after a deletion has ever been touched by what was deleted: that
 * is proven by construction, for every scope. Yet the model is not that of the examples that are
 * still live, since it lost others too, and it depends on their order; by the meaning that this
 * system gives the word, its guarantee is therefore approximate and not exact.
 */
public final class Ensemble implements SequentialLearner {
  /** The learner's type, and its name unless another is chosen. */
  public static final String TYPE = "ensemble";

  private static final long serialVersionUID = 1L;

  private final LearnerSettings settings;
  private final EmbeddingSpace space;
  private final Slicing slicing;
  private final Aggregation aggregation;
  private final SequentialLearner member;

  /**
   * @param member what each shard trains; its head is linear
   */
  Ensemble(
      LearnerSettings settings,
      EmbeddingSpace space,
      Slicing slicing,
      Aggregation aggregation,
      SequentialLearner member) {
    this.settings = settings;
    this.space = space;
    this.slicing = slicing;
    this.aggregation = aggregation;
    this.member = member;
  }

  /** The learner that {@code settings} describe. */
  public static Ensemble of(SettingsReader settings, EmbeddingSpace space) {
    Slicing slicing = Slicing.read(settings);
    Aggregation aggregation = settings.choice("aggregation", Aggregation.MEAN);
    Softmax member = Softmax.learningOnly(settings, space);
    return new Ensemble(settings.settings(), space, slicing, aggregation, member);
  }

  @Override
  public LearnerSettings settings() {
    return settings;
  }

  /** Nothing of the forgotten stays, but more than the forgotten goes. */
  @Override
  public Guarantee guarantee(DeletionScope scope) {
    return Guarantee.APPROXIMATE;
  }

  /** Every slice knows which labels and tasks it was shown. */
  @Override
  public boolean forgetsUnseen(DeletionScope scope) {
    return true;
  }

  @Override
  public Trainer open(TensorDevice device, byte @Nullable [] snapshot) {
    EnsembleTrainer trainer =
        new EnsembleTrainer(space.dimension(), slicing, aggregation, member, device);
    try {
      if (snapshot != null) {
        trainer.restore(snapshot);
      }
      return trainer;
    } catch (RuntimeException e) {
      trainer.close();
      throw e;
    }
  }
}
