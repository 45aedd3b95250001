package io.ameles.model.learn.bottleneck;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.codebook.Codebook;
import io.ameles.model.embed.codebook.CodebookShape;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.SettingsReader;
import io.ameles.model.learn.Trainer;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import org.jspecify.annotations.Nullable;

/**
 * The discrete key-value bottleneck of Traeuble et al., "Discrete Key-Value Bottleneck" (2023):
 * frozen keys, trained values, the mean of the selected values as logits, cross-entropy with label
 * smoothing. One pass, one lesson at a time, as a stream wants it.
 *
 * <p>Forgets labels and tasks by dropping their values and, if wanted, by suppressing the pairs
 * that they rely on (Shah et al., "Unlearning via Sparse Representations", 2023). What their
 * examples did to the values of other labels remains: therefore {@link Guarantee#APPROXIMATE}.
 * Subjects and single examples cannot be forgotten.
 */
public final class KeyValueBottleneck implements SequentialLearner {
  /** The learner's type, and its name unless another is chosen. */
  public static final String TYPE = "bottleneck";

  private static final CodebookShape SHAPE = new CodebookShape(256, 64, 8);
  private static final long serialVersionUID = 1L;

  private final LearnerSettings settings;
  private final Codebook codebook;
  private final BottleneckSettings training;

  private KeyValueBottleneck(
      LearnerSettings settings, Codebook codebook, BottleneckSettings training) {
    this.settings = settings;
    this.codebook = codebook;
    this.training = training;
  }

  /**
   * The learner as {@code settings} say: those of {@link CountingBottleneck#of} but for {@code
   * readout} and {@code smoothing}, and {@code step}, {@code label-smoothing}, {@code clip}, {@code
   * mask-unused}, {@code unlearn}, {@code share}, {@code examples}.
   */
  public static KeyValueBottleneck of(SettingsReader settings, EmbeddingSpace space) {
    Codebook codebook = CodebookSettings.read(settings, space, SHAPE);
    BottleneckSettings training = BottleneckSettings.read(settings);
    return new KeyValueBottleneck(settings.settings(), codebook, training);
  }

  @Override
  public LearnerSettings settings() {
    return settings;
  }

  @Override
  public Guarantee guarantee(DeletionScope scope) {
    return switch (scope) {
      case LABEL, TASK -> Guarantee.APPROXIMATE;
      case SUBJECT, EXAMPLES -> Guarantee.UNSUPPORTED;
    };
  }

  /** Its columns and its activation log suffice, unless examples are to choose the pairs. */
  @Override
  public boolean forgetsUnseen(DeletionScope scope) {
    return training.unlearning() != Unlearning.EXAMPLES;
  }

  @Override
  public Trainer open(TensorDevice device, byte @Nullable [] snapshot) {
    return new ValueTrainer(codebook, training, device, snapshot);
  }
}
