package io.ameles.model.receipt;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes of the log's tree (RFC 9162, section 2.1.1), with SHA-256. */
final class LogHash {
  /** Bytes of a hash. */
  static final int BYTES = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private LogHash() {}

  static byte[] ofNothing() {
    return sha256().digest();
  }

  static byte[] ofLeaf(byte[] leaf) {
    MessageDigest digest = sha256();
    digest.update(LEAF);
    return digest.digest(leaf);
  }

  static byte[] ofNode(byte[] left, byte[] right) {
    MessageDigest digest = sha256();
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
