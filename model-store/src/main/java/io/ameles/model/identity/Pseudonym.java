package io.ameles.model.identity;

/**
 * 128 bits that stand for an id and do not reveal it without the key.
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 */
public record Pseudonym(long high, long low) {
  /** 32 hexadecimal digits. */
  public String toHex() {
    return "%016x%016x".formatted(high, low);
  }
}
