package io.ameles.model.learn.ridge;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.UpperBlocks;
import io.ameles.model.learn.Tile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tiles by what they mean, once it is certain that examples can have produced them.
 *
 * @param blocks how {@code gram} is cut
 * @param gram by {@link UpperBlocks#index}; empty without labels
 * @param labels per label in ascending order, every count above 0
 */
record RidgeStatistics(UpperBlocks blocks, List<Tile> gram, TreeMap<String, Tile> labels) {
  /**
   * @param size how many features
   * @throws AmelesException with {@link ErrorCode#BROKEN_INVARIANT} if no examples give {@code
   *     tiles}
   */
  static RidgeStatistics of(int size, Map<String, Tile> tiles) {
    UpperBlocks blocks = RidgeKeys.blocks(size);
    TreeMap<String, Tile> labels = new TreeMap<>();
    TreeMap<String, Tile> others = new TreeMap<>();
    tiles.forEach(
        (key, tile) -> {
          if (!tile.isZero()) {
            boolean label = RidgeKeys.isLabel(key);
            (label ? labels : others).put(label ? RidgeKeys.labelOf(key) : key, tile);
          }
        });
    long examples = 0;
    for (Tile tile : labels.values()) {
      require(tile.count() > 0 && tile.length() == size, "A label has sums but no examples");
      examples = Math.addExact(examples, tile.count());
    }
    return new RidgeStatistics(blocks, gram(blocks, others, examples), labels);
  }

  private static List<Tile> gram(UpperBlocks blocks, TreeMap<String, Tile> tiles, long examples) {
    List<Tile> gram = new ArrayList<>();
    if (examples > 0) {
      blocks.forEach(
          (row, column) -> {
            Tile tile = tiles.getOrDefault(RidgeKeys.gram(row, column), Tile.ZERO);
            require(
                tile.count() == examples
                    && tile.length() == blocks.extent(row) * blocks.extent(column),
                "A block of the Gram matrix is missing or counts other examples than the labels");
            require(row != column || hasSquares(tile, blocks.extent(row)), "A square is negative");
            gram.add(tile);
          });
    }
    require(tiles.size() == gram.size(), "There are statistics of no known meaning");
    return gram;
  }

  private static boolean hasSquares(Tile onDiagonal, int extent) {
    for (int i = 0; i < extent; i++) {
      if (onDiagonal.sum(i * extent + i) < 0) {
        return false;
      }
    }
    return true;
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw damaged(problem);
    }
  }

  static AmelesException damaged(String problem) {
    return new AmelesException(
        ErrorCode.BROKEN_INVARIANT,
        problem
            + ": the statistics of this learner are damaged. Restore an older checkpoint and report this.");
  }
}
