package io.ameles.model.receipt;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 9162, section 2.1, written down as they stand there. */
final class NaiveLog {
  private NaiveLog() {}

  static byte[] mth(List<byte[]> leaves) {
    if (leaves.isEmpty()) {
      return sha256();
    }
    if (leaves.size() == 1) {
      return sha256(new byte[] {0}, leaves.get(0));
    }
    int k = split(leaves.size());
    return sha256(new byte[] {1}, mth(leaves.subList(0, k)), mth(leaves.subList(k, leaves.size())));
  }

  static List<byte[]> path(int m, List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return new ArrayList<>();
    }
    int k = split(leaves.size());
    boolean left = m < k;
    List<byte[]> one = leaves.subList(0, k);
    List<byte[]> other = leaves.subList(k, leaves.size());
    List<byte[]> path = left ? path(m, one) : path(m - k, other);
    path.add(mth(left ? other : one));
    return path;
  }

  static List<byte[]> proof(int m, List<byte[]> leaves) {
    return m == 0 ? List.of() : subproof(m, leaves, true);
  }

  private static List<byte[]> subproof(int m, List<byte[]> leaves, boolean b) {
    if (m == leaves.size()) {
      return new ArrayList<>(b ? List.of() : List.of(mth(leaves)));
    }
    int k = split(leaves.size());
    List<byte[]> one = leaves.subList(0, k);
    List<byte[]> other = leaves.subList(k, leaves.size());
    List<byte[]> proof = m <= k ? subproof(m, one, b) : subproof(m - k, other, false);
    proof.add(mth(m <= k ? other : one));
    return proof;
  }

  private static int split(int size) {
    int k = 1;
    while (k * 2 < size) {
      k *= 2;
    }
    return k;
  }

  private static byte[] sha256(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    try {
      return MessageDigest.getInstance("SHA-256").digest(all.toByteArray());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
