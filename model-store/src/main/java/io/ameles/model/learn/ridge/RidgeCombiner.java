package io.ameles.model.learn.ridge;

import io.ameles.model.Contribution;
import io.ameles.model.device.IntegerMatrix;
import io.ameles.model.device.IntegerProducts;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.device.UpperBlocks;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.Tile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes features and their outer products on the device, and sums by label where they come. */
final class RidgeCombiner implements Combiner {
  private final RidgeFeatures features;
  private final RidgeFeatures.Extractor extractor;
  private final IntegerProducts products;

  RidgeCombiner(RidgeFeatures features, TensorDevice device) {
    this.features = features;
    this.extractor = features.open(device);
    try {
      this.products = new IntegerProducts(device);
    } catch (RuntimeException e) {
      extractor.close();
      throw e;
    }
  }

  @Override
  public Map<String, Tile> combine(List<Contribution> batch) {
    if (batch.isEmpty()) {
      return Map.of();
    }
    IntegerMatrix rows = extractor.apply(embeddings(batch));
    int[] signs = batch.stream().mapToInt(Contribution::sign).toArray();
    Map<String, Tile> tiles = new HashMap<>();
    addGram(rows, signs, tiles);
    addLabels(batch, rows, tiles);
    return tiles;
  }

  private IntegerMatrix embeddings(List<Contribution> batch) {
    int dimension = features.space().dimension();
    short[] values = new short[batch.size() * dimension];
    int at = 0;
    for (Contribution contribution : batch) {
      for (int i = 0; i < dimension; i++) {
        values[at++] = contribution.vector().get(i);
      }
    }
    return new IntegerMatrix(batch.size(), dimension, values);
  }

  private void addGram(IntegerMatrix rows, int[] signs, Map<String, Tile> tiles) {
    UpperBlocks blocks = RidgeKeys.blocks(features.size());
    long count = Arrays.stream(signs).sum();
    long[][] sums = products.gram(rows, signs, blocks.width());
    blocks.forEach(
        (row, column) ->
            tiles.put(
                RidgeKeys.gram(row, column), Tile.ofOwned(count, sums[blocks.index(row, column)])));
  }

  private void addLabels(List<Contribution> batch, IntegerMatrix rows, Map<String, Tile> tiles) {
    Map<String, LabelSum> sums = new HashMap<>();
    for (int n = 0; n < batch.size(); n++) {
      sums.computeIfAbsent(batch.get(n).label(), label -> new LabelSum(features.size()))
          .add(rows.values(), n * features.size(), batch.get(n).sign());
    }
    sums.forEach(
        (label, sum) -> tiles.put(RidgeKeys.label(label), Tile.ofOwned(sum.count, sum.values)));
  }

  @Override
  public void close() {
    products.close();
    extractor.close();
  }

  private static final class LabelSum {
    private final long[] values;
    private long count;

    LabelSum(int size) {
      this.values = new long[size];
    }

    void add(short[] rows, int offset, int sign) {
      for (int i = 0; i < values.length; i++) {
        values[i] += sign * rows[offset + i];
      }
      count += sign;
    }
  }
}
