package io.ameles.model.embed.codebook;

import java.io.Serializable;

/**
 * The size of a codebook.
 *
 * @param heads how many small spaces, 1 to {@link #MAX_HEADS}
 * @param keys how many keys in each, 1 to {@link #MAX_KEYS}
 * @param keyDimension of each small space, 1 to {@link #MAX_KEY_DIMENSION}
 */
public record CodebookShape(int heads, int keys, int keyDimension) implements Serializable {
  /** The most heads. */
  public static final int MAX_HEADS = 4096;

  /** The most keys of a head. */
  public static final int MAX_KEYS = 16_384;

  /** The most dimensions of a key; with as many keys as there can be, distances stay exact. */
  public static final int MAX_KEY_DIMENSION = 64;

  private static final long serialVersionUID = 1L;

  /** Refuses anything else. */
  public CodebookShape {
    if (heads < 1
        || heads > MAX_HEADS
        || keys < 1
        || keys > MAX_KEYS
        || keyDimension < 1
        || keyDimension > MAX_KEY_DIMENSION) {
      throw new IllegalArgumentException(
          "no codebook has %d heads of %d keys of dimension %d"
              .formatted(heads, keys, keyDimension));
    }
  }

  /** How many keys in all heads together. */
  public int pairs() {
    return heads * keys;
  }

  /** How many numbers an embedding is projected to. */
  int columns() {
    return heads * keyDimension;
  }
}
