package io.ameles.model.learn;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class TileProperties {
  @Property
  void additionIsAssociative(
      @ForAll("tiles") Tile a, @ForAll("tiles") Tile b, @ForAll("tiles") Tile c) {
    assertThat(a.plus(b).plus(c)).isEqualTo(a.plus(b.plus(c)));
  }

  @Property
  void additionIsCommutative(@ForAll("tiles") Tile a, @ForAll("tiles") Tile b) {
    assertThat(a.plus(b)).isEqualTo(b.plus(a));
  }

  @Property
  void zeroChangesNothing(@ForAll("tiles") Tile a) {
    assertThat(a.plus(Tile.ZERO)).isEqualTo(a);
    assertThat(Tile.ZERO.plus(a)).isEqualTo(a);
  }

  @Property
  void droppedAbsorbsEverything(@ForAll("tiles") Tile a) {
    assertThat(a.plus(Tile.DROPPED).isDropped()).isTrue();
    assertThat(Tile.DROPPED.plus(a)).isEqualTo(Tile.DROPPED);
  }

  @Property
  void takingAwayWhatWasAddedLeavesNothing(@ForAll long count, @ForAll int one, @ForAll int other) {
    assertThat(
            Tile.of(count / 2, one, other).plus(Tile.of(-(count / 2), -(long) one, -(long) other)))
        .matches(Tile::isZero);
  }

  @Property
  void equalTilesHaveEqualHashCodes(@ForAll int count, @ForAll long[] sums) {
    if (sums.length > 0) {
      assertThat(Tile.of(count, sums)).isEqualTo(Tile.of(count, sums));
      assertThat(Tile.of(count, sums)).hasSameHashCodeAs(Tile.of(count, sums));
      assertThat(Tile.of(count, sums)).isNotEqualTo(Tile.of(count + 1L, sums));
    }
  }

  /** Every kind; sums small enough for three of them to add. */
  @Provide
  Arbitrary<Tile> tiles() {
    Arbitrary<Long> sum = Arbitraries.longs().between(Long.MIN_VALUE / 4, Long.MAX_VALUE / 4);
    Arbitrary<Tile> some =
        Combinators.combine(Arbitraries.longs().between(-1000, 1000), sum, sum).as(Tile::of);
    return Arbitraries.frequencyOf(
        Tuple.of(8, some),
        Tuple.of(1, Arbitraries.just(Tile.ZERO)),
        Tuple.of(1, Arbitraries.just(Tile.of(0, 0, 0))),
        Tuple.of(1, Arbitraries.just(Tile.DROPPED)));
  }
}
