package io.ameles.model.identity;

/**
 * 128 bits that stand for an id and do not reveal it without the key.
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 */
public record Pseudonym(long high, long low) {
  /** Spelled out, because state is partitioned by it: it must be the same in every Java version. */
  @Override
  public int hashCode() {
    return 31 * Long.hashCode(high) + Long.hashCode(low);
  }

  /** 32 hexadecimal digits. */
  public String toHex() {
    return "%016x%016x".formatted(high, low);
  }
}
