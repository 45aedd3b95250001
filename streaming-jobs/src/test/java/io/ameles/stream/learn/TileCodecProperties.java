package io.ameles.stream.learn;

import io.ameles.model.learn.Tile;
import io.ameles.stream.state.RoundTrip;
import java.io.IOException;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class TileCodecProperties {
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void tilesAreReadBack(
      @ForAll @StringLength(max = 256) String label,
      @ForAll long count,
      @ForAll @Size(min = 1, max = 40) long[] sums)
      throws IOException {
    RoundTrip.check(
        TileUpdateCodec.INSTANCE,
        new TileUpdate(new TileKey("nearest-mean", label), Tile.of(count, sums)));
  }
}
