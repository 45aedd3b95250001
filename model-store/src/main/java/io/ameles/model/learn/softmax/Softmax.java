package io.ameles.model.learn.softmax;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.SettingsReader;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import org.jspecify.annotations.Nullable;

/**
 * Online softmax regression: for an embedding z the probability of label k is the softmax of {@code
 * W z + b} at k, and every few examples a step of stochastic gradient descent moves W and b. Rows
 * are added, at zero, as labels appear.
 *
 * <p>By default it forgets nothing, and says so: every scope is unsupported. With {@code unlearn:
 * ascent} or {@code unlearn: npo} it climbs the loss of the examples that it shall forget, after
 * Zhang et al., "Negative Preference Optimization" (COLM 2024), while the other labels' means are
 * held where they are. That changes what is predicted and proves nothing about what the weights
 * still say: approximate for every scope, and only for examples that it is shown again. The row of
 * a label that was forgotten stays in the head, so that evidence measures the unlearning and not
 * the removal of a row.
 */
public final class Softmax implements SequentialLearner {
  /** The learner's type, and its name unless another is chosen. */
  public static final String TYPE = "softmax";

  private static final long serialVersionUID = 1L;

  private final LearnerSettings settings;
  private final EmbeddingSpace space;
  private final Descent descent;
  private final Unlearning unlearning;

  private Softmax(
      LearnerSettings settings, EmbeddingSpace space, Descent descent, Unlearning unlearning) {
    this.settings = settings;
    this.space = space;
    this.descent = descent;
    this.unlearning = unlearning;
  }

  /** The learner that {@code settings} describe. */
  public static Softmax of(SettingsReader settings, EmbeddingSpace space) {
    Descent descent = Descent.read(settings);
    Unlearning unlearning = Unlearning.read(settings);
    return new Softmax(settings.settings(), space, descent, unlearning);
  }

  /** One that only learns, as a part of another learner; reads the settings about learning. */
  public static Softmax learningOnly(SettingsReader settings, EmbeddingSpace space) {
    Descent descent = Descent.read(settings);
    return new Softmax(settings.settings(), space, descent, Unlearning.none());
  }

  @Override
  public LearnerSettings settings() {
    return settings;
  }

  @Override
  public Guarantee guarantee(DeletionScope scope) {
    return unlearning.isSupported() ? Guarantee.APPROXIMATE : Guarantee.UNSUPPORTED;
  }

  /** Never: there is no gradient without an example. */
  @Override
  public boolean forgetsUnseen(DeletionScope scope) {
    return false;
  }

  @Override
  public Trainer open(TensorDevice device, byte @Nullable [] snapshot) {
    SoftmaxTrainer trainer = new SoftmaxTrainer(device, space, descent, unlearning);
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
