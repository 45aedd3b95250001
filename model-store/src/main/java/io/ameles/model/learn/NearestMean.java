package io.ameles.model.learn;

import io.ameles.model.AmelesException;
import io.ameles.model.Contribution;
import io.ameles.model.ErrorCode;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.Guarantee;
import java.util.HashMap;
import java.util.List;
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
  /** The learner's name. */
  public static final String NAME = "nearest-mean";

  private static final long serialVersionUID = 1L;

  private final int dimension;
  private final double step;

  /**
   * @param dimension of the embeddings
   * @param step the value of one quantization step
   */
  public NearestMean(int dimension, double step) {
    this.dimension = dimension;
    this.step = step;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Guarantee guarantee(DeletionScope scope) {
    return Guarantee.EXACT;
  }

  @Override
  public Map<String, Tile> combine(List<Contribution> batch) {
    Map<String, LabelSum> sums = new HashMap<>();
    for (Contribution contribution : batch) {
      sums.computeIfAbsent(contribution.label(), label -> new LabelSum(dimension))
          .add(contribution.vector(), contribution.sign());
    }
    Map<String, Tile> tiles = new HashMap<>();
    sums.forEach((label, sum) -> tiles.put(label, Tile.ofOwned(sum.count, sum.values)));
    return tiles;
  }

  @Override
  public Optional<String> wholeTile(DeletionScope scope, String target) {
    return scope == DeletionScope.LABEL ? Optional.of(target) : Optional.empty();
  }

  @Override
  public LinearHead solve(Map<String, Tile> tiles) {
    TreeMap<String, Tile> present = new TreeMap<>(tiles);
    present.values().removeIf(tile -> tile.isDropped() || tile.isZero());
    LinearHead.Builder head = LinearHead.builder(present.size(), dimension);
    present.forEach((label, tile) -> head.add(label, mean(tile)));
    return head.build();
  }

  private double[] mean(Tile tile) {
    if (tile.count() <= 0) {
      throw new AmelesException(
          ErrorCode.BROKEN_INVARIANT,
          "A label has sums but %d examples; its statistics are damaged. Restore an older"
                  .formatted(tile.count())
              + " checkpoint and report this.");
    }
    double[] mean = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      mean[i] = tile.sum(i) * step / tile.count();
    }
    return mean;
  }

  /** Sums below 2^15 times the batch size: no batch that fits in memory can overflow. */
  private static final class LabelSum {
    private final long[] values;
    private long count;

    LabelSum(int dimension) {
      this.values = new long[dimension];
    }

    void add(QuantizedVector vector, int sign) {
      vector.addTo(values, sign);
      count += sign;
    }
  }
}
