package io.ameles.model.verify.receipt;

import java.security.MessageDigest;
import java.util.List;

/** The checks of RFC 9162, sections 2.1.3.2 and 2.1.4.2, step by step. */
final class Proof {
  private Proof() {}

  /**
   * Whether a leaf is in a tree.
   *
   * @param leaf its hash
   * @param index of the leaf, from 0
   * @param size of the tree
   * @param path hashes, from below
   * @param root hash of the tree
   */
  static boolean includes(byte[] leaf, long index, long size, List<byte[]> path, byte[] root) {
    if (index < 0 || index >= size) {
      return false;
    }
    long fn = index;
    long sn = size - 1;
    byte[] r = leaf;
    for (byte[] p : path) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        r = Hash.node(p, r);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        r = Hash.node(r, p);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && MessageDigest.isEqual(r, root);
  }

  /**
   * Whether one tree is the beginning of another.
   *
   * @param first size of the one, at least 0
   * @param second size of the other, at least {@code first}
   * @param path hashes, from below
   */
  static boolean continues(
      long first, byte[] firstRoot, long second, byte[] secondRoot, List<byte[]> path) {
    if (first == 0) {
      return path.isEmpty();
    }
    if (first >= second) {
      return first == second && path.isEmpty() && MessageDigest.isEqual(firstRoot, secondRoot);
    }
    boolean perfect = Long.bitCount(first) == 1;
    if (!perfect && path.isEmpty()) {
      return false;
    }
    long fn = first - 1;
    long sn = second - 1;
    while ((fn & 1) == 1) {
      fn >>= 1;
      sn >>= 1;
    }
    byte[] fr = perfect ? firstRoot : path.get(0);
    byte[] sr = fr;
    for (byte[] c : perfect ? path : path.subList(1, path.size())) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        fr = Hash.node(c, fr);
        sr = Hash.node(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        sr = Hash.node(sr, c);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && MessageDigest.isEqual(fr, firstRoot) && MessageDigest.isEqual(sr, secondRoot);
  }
}
