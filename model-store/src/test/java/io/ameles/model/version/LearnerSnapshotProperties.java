package io.ameles.model.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.learn.NearestMean;
import io.ameles.model.learn.Tile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LearnerSnapshotProperties {
  private static final Map<String, Tile> TILES =
      Map.of("cat", Tile.of(2, 1, -2, 3), "dog", Tile.of(1, 0, 0, 1));

  private static final byte[] BYTES =
      new LearnerSnapshot(
              NearestMean.NAME, new TreeMap<>(TILES), new NearestMean(3, 0x1p-14).solve(TILES))
          .toBytes();

  @Property(tries = 5000, edgeCases = EdgeCasesMode.NONE)
  void damagedFilesAreReadOrRefusedAndNothingElse(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = Short.MAX_VALUE) Integer> places,
      @ForAll @Size(4) List<@IntRange(max = 255) Integer> values) {
    byte[] damaged = BYTES.clone();
    for (int i = 0; i < places.size(); i++) {
      damaged[places.get(i) % damaged.length] = values.get(i).byteValue();
    }
    try {
      assertThat(LearnerSnapshot.parse(damaged)).isNotNull();
    } catch (AmelesException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE);
    }
  }
}
