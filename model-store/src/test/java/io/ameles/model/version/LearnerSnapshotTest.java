package io.ameles.model.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.StateDigest;
import io.ameles.model.learn.Tile;
import io.ameles.model.learn.mean.NearestMean;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LearnerSnapshotTest {
  private static final Map<String, Tile> TILES =
      Map.of(
          "c\"a\\t", Tile.of(2, 1, -2, 3),
          "\ud83d\ude00", Tile.of(1, 1, 1, 1),
          "\uff5e", Tile.of(3, Long.MIN_VALUE, Long.MAX_VALUE, 0),
          "gone", Tile.ZERO,
          "dropped", Tile.DROPPED);

  private final LearnerSnapshot snapshot = snapshot(TILES);

  @Test
  void readsWhatItWrote() {
    LearnerSnapshot read = LearnerSnapshot.parse(snapshot.toBytes());
    assertThat(read).isEqualTo(snapshot);
    assertThat(read.stateDigest()).isEqualTo(snapshot.stateDigest());
  }

  @Test
  void readsAndWritesALearnerThatKnowsNothing() {
    LearnerSnapshot empty = snapshot(Map.of());
    assertThat(LearnerSnapshot.parse(empty.toBytes())).isEqualTo(empty);
  }

  @Test
  void keepsOnlyTilesThatStandForSomething() {
    assertThat(snapshot.tiles()).hasSize(3);
    assertThat(snapshot.stateDigest()).isEqualTo(StateDigest.of(NearestMean.TYPE, TILES));
  }

  @Test
  void sameContentGivesTheSameBytes() {
    assertThat(snapshot(new TreeMap<>(TILES)).toBytes()).isEqualTo(snapshot.toBytes());
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] bytes = snapshot.toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatExceptionOfType(AmelesException.class)
          .as("cut to %d bytes", length)
          .isThrownBy(() -> LearnerSnapshot.parse(cut))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE));
    }
  }

  @Test
  void moreThanAFileHoldsIsRefusedByName() {
    Tile tile = Tile.ofOwned(1, new long[1 << 20]);
    TreeMap<String, Tile> tiles = new TreeMap<>();
    for (int i = 0; i < 300; i++) {
      tiles.put("label %d".formatted(i), tile);
    }
    NearestMean learner = NearestMean.of(new EmbeddingSpace(3, 0x1p-14));
    LearnerSnapshot large =
        LearnerSnapshot.additive(learner.settings(), tiles, learner.solve(Map.of()));
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(large::toBytes)
        .withMessageContaining("Learner " + NearestMean.TYPE)
        .withMessageContaining("2516582400 bytes")
        .withMessageContaining("fewer heads, keys")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE));
  }

  private static LearnerSnapshot snapshot(Map<String, Tile> tiles) {
    NearestMean learner = NearestMean.of(new EmbeddingSpace(3, 0x1p-14));
    return LearnerSnapshot.additive(learner.settings(), new TreeMap<>(tiles), learner.solve(tiles));
  }
}
