package io.ameles.model.verify.receipt;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, and the tree hashes that RFC 9162, section 2.1.1, makes of it. */
final class Hash {
  static final int BYTES = 32;

  private Hash() {}

  static byte[] leaf(byte[] entry) {
    return of(new byte[] {0}, entry);
  }

  static byte[] node(byte[] left, byte[] right) {
    return of(new byte[] {1}, left, right);
  }

  static byte[] of(byte[]... parts) {
    MessageDigest digest = sha256();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return digest.digest();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
