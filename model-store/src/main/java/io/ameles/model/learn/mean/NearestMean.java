package io.ameles.model.learn.mean;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.head.LinearHead;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Tile;
import io.ameles.schema.DeletionScope;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The nearest-mean classifier of Janson et al., "A Simple Baseline that Questions the Use of
 * Pretrained-Models in Continual Learning" (2022): per label the sum and count of its embeddings.
 * The mean is not normalised again; the nearest mean by Euclidean distance is the label with the
 * highest {@code z . mu - |mu|^2 / 2}.
 *
 * <p>State: one tile per label. Exact for every scope.
 */
public final class NearestMean implements AdditiveLearner {
  /** The learner's type, and its name unless another is chosen. */
  public static final String TYPE = "nearest-mean";

  private static final long serialVersionUID = 1L;

  private final LearnerSettings settings;
  private final EmbeddingSpace space;

  /**
   * @param settings it has none of its own
   * @param space of the embeddings
   */
  public NearestMean(LearnerSettings settings, EmbeddingSpace space) {
    this.settings = settings;
    this.space = space;
  }

  /** The learner under its own name. */
  public static NearestMean of(EmbeddingSpace space) {
    return new NearestMean(LearnerSettings.of(TYPE), space);
  }

  @Override
  public LearnerSettings settings() {
    return settings;
  }

  /** Memory-bound, so it runs where the bytes are hot and not on the device. */
  @Override
  public Combiner open(TensorDevice device) {
    return new LabelSummer(space.dimension());
  }

  @Override
  public Optional<String> wholeTile(DeletionScope scope, String target) {
    return scope == DeletionScope.LABEL ? Optional.of(target) : Optional.empty();
  }

  @Override
  public Solution solve(Map<String, Tile> tiles) {
    TreeMap<String, Tile> present = new TreeMap<>(tiles);
    present.values().removeIf(tile -> tile.isDropped() || tile.isZero());
    LinearHead.Builder head = LinearHead.builder(present.size(), space.dimension());
    present.forEach((label, tile) -> head.add(label, mean(tile)));
    return Solution.of(head.build());
  }

  private double[] mean(Tile tile) {
    if (tile.count() <= 0) {
      throw new AmelesException(
          ErrorCode.BROKEN_INVARIANT,
          "A label has sums but %d examples; its statistics are damaged. Restore an older"
                  .formatted(tile.count())
              + " checkpoint and report this.");
    }
    double[] mean = new double[space.dimension()];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = tile.sum(i) * space.step() / tile.count();
    }
    return mean;
  }
}
