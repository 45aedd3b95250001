package io.ameles.stream.learn;

/**
 * Which tile of which learner; the key of the merging.
 *
 * @param learner the learner's name
 * @param tile the tile's key within the learner
 */
public record TileKey(String learner, String tile) {
  /** Spelled out, because state is partitioned by it: it must be the same in every Java version. */
  @Override
  public int hashCode() {
    return 31 * learner.hashCode() + tile.hashCode();
  }
}
