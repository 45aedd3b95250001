package io.ameles.model.receipt;

import java.util.ArrayList;
import java.util.List;

/** The log's tree over all its leaves, for what the frontier alone cannot tell. Immutable. */
final class MerkleTree {
  private final PerfectSubtrees trees;

  /**
   * @param leaves the statements' payloads from the first on; not modified
   */
  MerkleTree(List<byte[]> leaves) {
    trees = PerfectSubtrees.of(0, List.of(), leaves.stream().map(LogHash::ofLeaf).toList());
  }

  /**
   * What proves that the log of {@code second} leaves begins with that of {@code first} leaves (RFC
   * 9162, section 2.1.4.1).
   *
   * @param first from 0 (whose proof is empty) to {@code second}
   * @param second at most the number of leaves
   */
  List<byte[]> consistencyPath(long first, long second) {
    if (first == 0 || first == second) {
      return List.of();
    }
    int level = Long.numberOfTrailingZeros(first);
    long index = (first >> level) - 1; // the last perfect subtree of the first log
    List<byte[]> path = new ArrayList<>();
    if (Long.bitCount(first) > 1) {
      path.add(trees.node(level, index));
    }
    path.addAll(trees.pathUp(level, index, second));
    return path;
  }
}
