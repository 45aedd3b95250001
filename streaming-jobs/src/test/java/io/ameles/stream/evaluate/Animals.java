package io.ameles.stream.evaluate;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.learn.Tile;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.learn.Heads;
import java.util.Map;
import java.util.TreeMap;

/** Cats lie on the first axis and dogs on the second. */
final class Animals {
  private static final Tile FIRST_AXIS = Tile.of(1, 1 << 14, 0, 0, 0);
  private static final Tile SECOND_AXIS = Tile.of(1, 0, 1 << 14, 0, 0);

  private Animals() {}

  /** A version that knows what is what. */
  static Heads right(long epoch) {
    return version(epoch, Map.of("cat", FIRST_AXIS, "dog", SECOND_AXIS));
  }

  /** A version that takes each for the other. */
  static Heads wrong(long epoch) {
    return version(epoch, Map.of("cat", SECOND_AXIS, "dog", FIRST_AXIS));
  }

  /** A version in which nothing has been learned. */
  static Heads empty(long epoch) {
    return version(epoch, Map.of());
  }

  private static Heads version(long epoch, Map<String, Tile> tiles) {
    return new Heads(
        epoch,
        new TreeMap<>(Map.of(NearestMean.TYPE, Fixtures.nearestMean().solve(tiles).head())),
        0);
  }

  static Arrival cat() {
    return Fixtures.event("anna", "1").label("cat").vector(axis(1, 0)).build();
  }

  static Arrival dog() {
    return Fixtures.event("bert", "1").label("dog").task("zoo").vector(axis(0, 1)).build();
  }

  private static QuantizedVector axis(int first, int second) {
    return QuantizedVector.of((short) (first << 14), (short) (second << 14), (short) 0, (short) 0);
  }

  static Score cats(long scored, long correct) {
    return new Score(NearestMean.TYPE, "cat", null, scored, correct);
  }

  static Score dogs(long scored, long correct) {
    return new Score(NearestMean.TYPE, "dog", "zoo", scored, correct);
  }
}
