package io.ameles.model.learn.projection;

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
 * Suppresses labels by an irreversible projection in front of the head, after MRP (Wu et al.,
 * "Reliable Unlearning Harmful Information in LLMs with Metamorphosis Representation Projection",
 * arXiv 2508.15449): embeddings are seen as {@code P z} with {@code P = I - Q^T Q}, where the rows
 * of Q are the orthonormal directions by which forgotten labels could be told from others. A linear
 * projection goes through statistics without data: a mean becomes {@code P mu}, a Gram matrix
 * {@code P G P}. Directions accumulate over requests and never come back, so that a forgotten label
 * is hard to learn again.
 *
 * <p>This is suppression. The parameters are not those of a model that has never seen the label,
 * other labels lose the directions as well, and Q itself is derived from the forgotten examples:
 * whoever holds the model can tell roughly where they lay. Single examples are subtracted from the
 * statistics, as seen through the present projection; directions to which they contributed while
 * they were live stay. Hence the guarantee is approximate for every scope.
 */
public final class Projection implements SequentialLearner {
  /** The learner's type, and its name unless another is chosen. */
  public static final String TYPE = "projection";

  private static final long serialVersionUID = 1L;

  private final LearnerSettings settings;
  private final EmbeddingSpace space;
  private final ProjectionOptions options;

  private Projection(LearnerSettings settings, EmbeddingSpace space, ProjectionOptions options) {
    this.settings = settings;
    this.space = space;
    this.options = options;
  }

  /** The learner that {@code settings} describe. */
  public static Projection of(SettingsReader settings, EmbeddingSpace space) {
    ProjectionOptions options = ProjectionOptions.read(settings);
    return new Projection(settings.settings(), space, options);
  }

  @Override
  public LearnerSettings settings() {
    return settings;
  }

  @Override
  public Guarantee guarantee(DeletionScope scope) {
    return Guarantee.APPROXIMATE;
  }

  /**
   * Means are kept by label and task; the Gram matrix of the ridge regression is one for all, and
   * only the examples could be subtracted from it.
   */
  @Override
  public boolean forgetsUnseen(DeletionScope scope) {
    return options.head() == BaseHead.NEAREST_MEAN;
  }

  @Override
  public Trainer open(TensorDevice device, byte @Nullable [] snapshot) {
    ProjectionTrainer trainer = new ProjectionTrainer(device, space, options);
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
