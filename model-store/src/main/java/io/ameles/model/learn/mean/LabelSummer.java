package io.ameles.model.learn.mean;

import io.ameles.model.Contribution;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.Tile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds embeddings up by label. */
final class LabelSummer implements Combiner {
  private final int dimension;

  LabelSummer(int dimension) {
    this.dimension = dimension;
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
  public void close() {}

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
