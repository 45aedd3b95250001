package io.ameles.stream.learn;

/**
 * Which tile of which learner; the key of the merging.
 *
 * @param learner the learner's name
 * @param tile the tile's key within the learner
 */
public record TileKey(String learner, String tile) {}
