package io.ameles.model.learn.bottleneck;

import io.ameles.model.Contribution;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.codebook.Codebook;
import io.ameles.model.embed.codebook.KeyFinder;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.Tile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts, per label, how many embeddings are assigned to each key. */
final class KeyCounter implements Combiner {
  private final Codebook codebook;
  private final KeyFinder finder;

  KeyCounter(Codebook codebook, TensorDevice device) {
    this.codebook = codebook;
    this.finder = codebook.open(device);
  }

  @Override
  public Map<String, Tile> combine(List<Contribution> batch) {
    if (batch.isEmpty()) {
      return Map.of();
    }
    int heads = codebook.shape().heads();
    int[] found = finder.find(batch.stream().map(Contribution::vector).toList());
    Map<String, Counts> counts = new HashMap<>();
    for (int row = 0; row < batch.size(); row++) {
      Contribution contribution = batch.get(row);
      Counts ofLabel =
          counts.computeIfAbsent(
              contribution.label(), label -> new Counts(codebook.shape().pairs()));
      ofLabel.examples += contribution.sign();
      for (int head = 0; head < heads; head++) {
        int pair = head * codebook.shape().keys() + found[row * heads + head];
        ofLabel.atPairs[pair] += contribution.sign();
      }
    }
    Map<String, Tile> tiles = new HashMap<>();
    counts.forEach((label, of) -> tiles.put(label, Tile.ofOwned(of.examples, of.atPairs)));
    return tiles;
  }

  @Override
  public void close() {
    finder.close();
  }

  /** Of one label; at most the size of the batch each. */
  private static final class Counts {
    private final long[] atPairs;
    private long examples;

    Counts(int pairs) {
      this.atPairs = new long[pairs];
    }
  }
}
