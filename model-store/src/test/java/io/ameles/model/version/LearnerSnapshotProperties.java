package io.ameles.model.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.Tile;
import io.ameles.model.learn.mean.NearestMean;
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

  private static final NearestMean LEARNER = NearestMean.of(new EmbeddingSpace(3, 0x1p-14));

  private static final byte[] BYTES =
      LearnerSnapshot.additive(LEARNER.settings(), new TreeMap<>(TILES), LEARNER.solve(TILES))
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
