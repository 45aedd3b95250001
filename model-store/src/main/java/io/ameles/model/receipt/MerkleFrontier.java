package io.ameles.model.receipt;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * As much of the log's tree (RFC 9162, section 2.1) as it takes to let it grow: O(log size) hashes
 * instead of all leaves. Immutable.
 *
 * @param size how many leaves the log has
 * @param roots hashes of the largest perfect subtrees, from the largest and oldest to the smallest:
 *     one for every bit that is set in {@code size}, each 32 bytes
 */
public record MerkleFrontier(long size, List<byte[]> roots) {
  /** The log without a leaf. */
  public static final MerkleFrontier EMPTY = new MerkleFrontier(0, List.of());

  /**
   * Copies the hashes.
   *
   * @throws IllegalArgumentException if there are not as many hashes as the size has bits
   */
  public MerkleFrontier {
    if (size < 0
        || roots.size() != Long.bitCount(size)
        || roots.stream().anyMatch(root -> root.length != LogHash.BYTES)) {
      throw new IllegalArgumentException("these are not the subtrees of a log of that size");
    }
    roots = copy(roots);
  }

  /** A copy. */
  @Override
  public List<byte[]> roots() {
    return copy(roots);
  }

  /**
   * What the log is after more leaves.
   *
   * @param leaves the statements' payloads in order; not modified
   */
  public Growth grow(List<byte[]> leaves) {
    PerfectSubtrees trees =
        PerfectSubtrees.of(size, roots, leaves.stream().map(LogHash::ofLeaf).toList());
    long after = size + leaves.size();
    return new Growth(
        new MerkleFrontier(after, trees.roots(after)),
        LongStream.range(size, after).mapToObj(leaf -> trees.pathUp(0, leaf, after)).toList());
  }

  /** Hash of the whole tree, 32 bytes. */
  public byte[] rootHash() {
    byte[] hash = null;
    for (int i = roots.size() - 1; i >= 0; i--) {
      hash = hash == null ? roots.get(i) : LogHash.ofNode(roots.get(i), hash);
    }
    return hash == null ? LogHash.ofNothing() : hash.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MerkleFrontier that
        && size == that.size
        && Arrays.deepEquals(roots.toArray(), that.roots.toArray());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(size) * 31 + Arrays.deepHashCode(roots.toArray());
  }

  private static List<byte[]> copy(List<byte[]> hashes) {
    return hashes.stream().map(byte[]::clone).toList();
  }

  /**
   * A step of the log.
   *
   * @param after the log with the new leaves
   * @param inclusionPaths per new leaf, in order: what proves that it is in the log {@code after}
   *     (RFC 9162, section 2.1.3.1), 32 bytes each
   */
  public record Growth(MerkleFrontier after, List<List<byte[]>> inclusionPaths) {}
}
