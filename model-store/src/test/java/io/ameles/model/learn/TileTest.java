package io.ameles.model.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import org.junit.jupiter.api.Test;

class TileTest {
  @Test
  void overflowOfASumIsNeverSilent() {
    assertOverflows(Tile.of(1, 0, Long.MAX_VALUE), Tile.of(1, 0, 1));
    assertOverflows(Tile.of(1, Long.MIN_VALUE, 0), Tile.of(1, -1, 0));
  }

  @Test
  void sumsReachTheEndsOfInt64() {
    assertThat(Tile.of(1, Long.MAX_VALUE - 1).plus(Tile.of(1, 1)))
        .isEqualTo(Tile.of(2, Long.MAX_VALUE));
    assertThat(Tile.of(1, Long.MIN_VALUE + 1).plus(Tile.of(1, -1)))
        .isEqualTo(Tile.of(2, Long.MIN_VALUE));
    assertThat(Tile.of(1, Long.MIN_VALUE).plus(Tile.of(1, Long.MAX_VALUE)))
        .isEqualTo(Tile.of(2, -1));
  }

  @Test
  void tilesOfDifferentLengthDoNotAdd() {
    assertThatIllegalArgumentException().isThrownBy(() -> Tile.of(1, 1).plus(Tile.of(1, 1, 2)));
  }

  @Test
  void tileWithoutSumsIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Tile.of(1));
  }

  @Test
  void zeroIsWhereNothingIsLeft() {
    assertThat(Tile.ZERO.isZero()).isTrue();
    assertThat(Tile.of(0, 0, 0).isZero()).isTrue();
    assertThat(Tile.of(1, 0, 0).isZero()).isFalse();
    assertThat(Tile.of(0, 0, 1).isZero()).isFalse();
    assertThat(Tile.DROPPED.isZero()).isFalse();
  }

  @Test
  void sumsAreCopiedIn() {
    long[] sums = {1, 2};
    Tile tile = Tile.of(1, sums);
    sums[0] = 9;
    assertThat(tile.sum(0)).isEqualTo(1);
  }

  private static void assertOverflows(Tile one, Tile other) {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> one.plus(other))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BROKEN_INVARIANT));
  }
}
