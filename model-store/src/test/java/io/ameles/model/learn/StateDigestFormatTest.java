package io.ameles.model.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The digests were computed in Python from the specification. They never change. */
class StateDigestFormatTest {
  @Test
  void digestOfNothing() {
    assertThat(StateDigest.of("nearest-mean", Map.of()))
        .isEqualTo("f8be7ebf0d9857ada0fe473f12a79e918ca12734ae14d49e60331f73a8204c27");
  }

  @Test
  void digestOfSomething() {
    // By UTF-8 bytes U+FF5E comes before U+1F600; by Java's own order of strings it comes after.
    Map<String, Tile> tiles =
        Map.of(
            "cat", Tile.of(2, 1, -2, 3),
            "z", Tile.of(1, 0, 0, 7),
            "\u00e9", Tile.of(3, Long.MIN_VALUE, Long.MAX_VALUE, 0),
            "\ud83d\ude00", Tile.of(1, 1, 1, 1),
            "\uff5e", Tile.of(1, 2, 2, 2));
    assertThat(StateDigest.of("nearest-mean", tiles))
        .isEqualTo("0c21e07db28a0edc483e59f8dd4ae1984c33909353b6eae23d919d4cc17571a6");
  }

  @Test
  void whatIsZeroOrDroppedLeavesNoTrace() {
    Map<String, Tile> tiles = Map.of("a", Tile.ZERO, "b", Tile.of(0, 0, 0), "c", Tile.DROPPED);
    assertThat(StateDigest.of("x", tiles)).isEqualTo(StateDigest.of("x", Map.of()));
  }

  @Test
  void everythingElseCounts() {
    String digest = StateDigest.of("x", Map.of("a", Tile.of(1, 2)));
    assertThat(StateDigest.of("y", Map.of("a", Tile.of(1, 2)))).isNotEqualTo(digest);
    assertThat(StateDigest.of("x", Map.of("b", Tile.of(1, 2)))).isNotEqualTo(digest);
    assertThat(StateDigest.of("x", Map.of("a", Tile.of(2, 2)))).isNotEqualTo(digest);
    assertThat(StateDigest.of("x", Map.of("a", Tile.of(1, 3)))).isNotEqualTo(digest);
    assertThat(StateDigest.of("x", Map.of("a", Tile.of(1, 2, 0)))).isNotEqualTo(digest);
  }
}
