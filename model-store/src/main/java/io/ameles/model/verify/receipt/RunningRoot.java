package io.ameles.model.verify.receipt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * The root of a tree of leaves that come one after the other: one hash is kept for each perfect
 * subtree. NOT thread-safe.
 */
final class RunningRoot {
  /** The smallest and newest first. */
  private final Deque<byte[]> subtrees = new ArrayDeque<>();

  private long size;

  /**
   * @param leaf its hash
   */
  void add(byte[] leaf) {
    byte[] hash = leaf;
    for (long carry = size; (carry & 1) == 1; carry >>= 1) {
      hash = Hash.node(subtrees.pop(), hash);
    }
    subtrees.push(hash);
    size++;
  }

  long size() {
    return size;
  }

  byte[] hash() {
    if (size == 0) {
      return Hash.of();
    }
    Iterator<byte[]> newestFirst = subtrees.iterator();
    byte[] hash = newestFirst.next();
    while (newestFirst.hasNext()) {
      hash = Hash.node(newestFirst.next(), hash);
    }
    return hash;
  }
}
