package io.ameles.model.learn;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fingerprint of a learner's integer state: SHA-256 over its canonical form, which
 * docs/formats.md specifies byte by byte so that anybody can recompute it:
 *
 * <pre>
 *   "ameles-state-1\n" learner-name "\n"
 *   per tile that is neither zero nor dropped, in ascending order of the key's UTF-8 bytes (unsigned):
 *     int32 key length, key in UTF-8, int64 count, int32 number of sums, int64 each sum
 * </pre>
 *
 * <p>Integers are big-endian. A label without a live example leaves no trace in it.
 */
public final class StateDigest {
  private StateDigest() {}

  /**
   * The digest of {@code tiles} in lower-case hexadecimal, 64 characters.
   *
   * @param learner the learner's name
   * @param tiles by key; not modified
   */
  public static String of(String learner, Map<String, Tile> tiles) {
    MessageDigest sha256 = sha256();
    sha256.update(("ameles-state-1\n" + learner + "\n").getBytes(StandardCharsets.UTF_8));
    TreeMap<byte[], Tile> canonical = new TreeMap<>(Arrays::compareUnsigned);
    tiles.forEach((key, tile) -> canonical.put(key.getBytes(StandardCharsets.UTF_8), tile));
    canonical.forEach(
        (key, tile) -> {
          if (!tile.isZero() && !tile.isDropped()) {
            sha256.update(canonical(key, tile));
          }
        });
    return HexFormat.of().formatHex(sha256.digest());
  }

  /**
   * The fingerprint of a learner that has no integer state: SHA-256 over {@code
   * "ameles-parameters-1\n" learner-name "\n"} and its parameters, in lower-case hexadecimal.
   *
   * @param learner the learner's name
   * @param parameters the head alone as a safetensors file
   */
  public static String ofParameters(String learner, byte[] parameters) {
    MessageDigest sha256 = sha256();
    sha256.update(("ameles-parameters-1\n" + learner + "\n").getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sha256.digest(parameters));
  }

  private static byte[] canonical(byte[] key, Tile tile) {
    ByteBuffer bytes =
        ByteBuffer.allocate(
            2 * Integer.BYTES + Long.BYTES + key.length + tile.length() * Long.BYTES);
    bytes.putInt(key.length).put(key).putLong(tile.count()).putInt(tile.length());
    for (int i = 0; i < tile.length(); i++) {
      bytes.putLong(tile.sum(i));
    }
    return bytes.array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
