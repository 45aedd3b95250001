package io.ameles.stream.learn;

import io.ameles.model.learn.Tile;

/**
 * A tile on its way: to be added to what is there (before merging), or what is there now (after).
 *
 * @param key which tile
 * @param tile the sums
 */
public record TileUpdate(TileKey key, Tile tile) {}
