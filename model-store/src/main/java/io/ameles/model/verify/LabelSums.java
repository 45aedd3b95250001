package io.ameles.model.verify;

import io.ameles.model.embed.QuantizedVector;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of the learner nearest-mean, added up one example after the other, and its digest,
 * written out from the specification in docs/formats.md. Knows neither the learner nor its tiles.
 */
final class LabelSums implements Recomputation {
  private final String learner;
  private final int dimension;
  private final Map<byte[], Sum> sums = new TreeMap<>(Arrays::compareUnsigned);

  private static final class Sum {
    private final long[] values;
    private long count;

    Sum(int dimension) {
      this.values = new long[dimension];
    }
  }

  /**
   * @param learner the learner's name
   * @param dimension of the vectors
   */
  LabelSums(String learner, int dimension) {
    this.learner = learner;
    this.dimension = dimension;
  }

  /**
   * Adds one live example.
   *
   * @throws ArithmeticException if a sum leaves int64
   */
  @Override
  public void add(String label, QuantizedVector vector) {
    Sum sum =
        sums.computeIfAbsent(label.getBytes(StandardCharsets.UTF_8), unused -> new Sum(dimension));
    sum.count = Math.addExact(sum.count, 1);
    for (int i = 0; i < dimension; i++) {
      sum.values[i] = Math.addExact(sum.values[i], (long) vector.get(i));
    }
  }

  @Override
  public String digest() {
    MessageDigest sha256 = sha256();
    sha256.update("ameles-state-1\n".getBytes(StandardCharsets.US_ASCII));
    sha256.update(learner.getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) '\n');
    for (Map.Entry<byte[], Sum> entry : sums.entrySet()) {
      sha256.update(int32(entry.getKey().length));
      sha256.update(entry.getKey());
      sha256.update(int64(entry.getValue().count));
      sha256.update(int32(dimension));
      for (long value : entry.getValue().values) {
        sha256.update(int64(value));
      }
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static byte[] int32(int value) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
  }

  private static byte[] int64(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
