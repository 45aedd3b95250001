package io.ameles.model.receipt;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of a log's perfect subtrees, as far as they are known: all that contain a leaf from
 * {@code known} on, and of those before only the largest. Node i of level j stands for the leaves
 * from i 2^j up to (i + 1) 2^j.
 */
final class PerfectSubtrees {
  private final long size;

  /** Per level: the index of its first known node, and the known nodes. */
  private final List<Long> first = new ArrayList<>();

  private final List<List<byte[]>> levels = new ArrayList<>();

  private PerfectSubtrees(long size) {
    this.size = size;
  }

  /**
   * @param known how many leaves there were before
   * @param roots of the largest perfect subtrees of those, from the oldest
   * @param leaves hashes of the leaves that follow them
   */
  static PerfectSubtrees of(long known, List<byte[]> roots, List<byte[]> leaves) {
    PerfectSubtrees trees = new PerfectSubtrees(known + leaves.size());
    List<byte[]> above = leaves;
    int root = roots.size() - 1; // the smallest of them belongs to the lowest level
    for (int level = 0; trees.size >> level > 0; level++) {
      boolean hasRoot = (known >> level & 1) == 1;
      List<byte[]> nodes = new ArrayList<>(above.size() + 1);
      if (hasRoot) {
        nodes.add(roots.get(root--));
      }
      nodes.addAll(above);
      long from = (known >> level) - (hasRoot ? 1 : 0);
      trees.first.add(from);
      trees.levels.add(nodes);
      above = parents(from, nodes);
    }
    return trees;
  }

  /** A node without its sibling is left for the time when that has come. */
  private static List<byte[]> parents(long from, List<byte[]> nodes) {
    List<byte[]> parents = new ArrayList<>(nodes.size() / 2);
    for (int i = (int) (from & 1); i + 1 < nodes.size(); i += 2) {
      parents.add(LogHash.ofNode(nodes.get(i), nodes.get(i + 1)));
    }
    return parents;
  }

  /** Hashes of the largest perfect subtrees of the first {@code count} leaves, oldest first. */
  List<byte[]> roots(long count) {
    List<byte[]> roots = new ArrayList<>();
    for (int level = levels.size() - 1; level >= 0; level--) {
      if ((count >> level & 1) == 1) {
        roots.add(node(level, (count >> level) - 1));
      }
    }
    return roots;
  }

  /**
   * The way from one node up to the root of the tree of the first {@code count} leaves: the hashes
   * beside it, from below.
   *
   * @param level of the node
   * @param index of the node within its level
   */
  List<byte[]> pathUp(int level, long index, long count) {
    List<byte[]> path = new ArrayList<>();
    byte[] ragged = ragged(level, count);
    for (int at = level; (count - 1) >> at > 0; at++) {
      long sibling = index >> (at - level) ^ 1;
      if (sibling < count >> at) {
        path.add(node(at, sibling));
      } else if (sibling == count >> at && ragged != null) {
        path.add(ragged);
      }
      ragged = raggedAbove(at, count, ragged);
    }
    return path;
  }

  /** The hash of the last {@code count} mod 2^level leaves; null if that is none. */
  private byte @Nullable [] ragged(int level, long count) {
    byte[] ragged = null;
    for (int at = 0; at < level; at++) {
      ragged = raggedAbove(at, count, ragged);
    }
    return ragged;
  }

  private byte @Nullable [] raggedAbove(int level, long count, byte @Nullable [] ragged) {
    if ((count >> level & 1) == 0) {
      return ragged;
    }
    byte[] node = node(level, (count >> level) - 1);
    return ragged == null ? node : LogHash.ofNode(node, ragged);
  }

  /** One node. */
  byte[] node(int level, long index) {
    return levels.get(level).get(Math.toIntExact(index - first.get(level)));
  }
}
