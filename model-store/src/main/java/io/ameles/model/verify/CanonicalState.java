package io.ameles.model.verify;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes integer state tile by tile in its canonical form; see docs/formats.md. */
final class CanonicalState {
  private final MessageDigest sha256;

  /** The state of a learner; tiles are to be added in ascending order of their keys' bytes. */
  CanonicalState(String learner) {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    sha256.update(("ameles-state-1\n" + learner + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a tile; one that is zero has no place here. */
  void add(byte[] key, long count, long[] sums) {
    ByteBuffer bytes =
        ByteBuffer.allocate(4 + key.length + 8 + 4 + sums.length * Long.BYTES)
            .putInt(key.length)
            .put(key)
            .putLong(count)
            .putInt(sums.length);
    for (long sum : sums) {
      bytes.putLong(sum);
    }
    sha256.update(bytes.flip());
  }

  /** In lower-case hexadecimal. */
  String digest() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
