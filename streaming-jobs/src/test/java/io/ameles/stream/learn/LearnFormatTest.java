package io.ameles.stream.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.head.LinearHead;
import io.ameles.model.learn.LearnerSettings;
import io.ameles.model.learn.Solution;
import io.ameles.model.learn.Tile;
import io.ameles.model.version.Draft;
import io.ameles.model.version.LearnerSnapshot;
import io.ameles.model.version.Manifest;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Progress;
import io.ameles.stream.ledger.LedgerReport;
import io.ameles.stream.ledger.Tally;
import io.ameles.stream.state.FormatContract;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class LearnFormatTest extends FormatContract {
  private static final Manifest.Accounting COUNTS = new Manifest.Accounting(1, 2, 3, 4, 5, 6, 7, 8);
  private static final SortedMap<String, SortedMap<Integer, Long>> OFFSETS =
      new TreeMap<>(Map.of("events", new TreeMap<>(Map.of(0, 1L, 1, 2L))));
  private static final TileKey KEY = new TileKey("nearest-mean", "cat");
  private static final Tile TILE = Tile.of(2, Long.MAX_VALUE, Long.MIN_VALUE, 0);
  private static final LinearHead HEAD =
      LinearHead.of(
          List.of("cat", "dog"),
          2,
          new float[] {1, -0.5f, 0, 2},
          new float[] {-1, Float.MIN_VALUE});

  private static final Trained TRAINED =
      new Trained("softmax", new Solution(HEAD, new TreeMap<>(Map.of("steps", 12.5))));

  @Override
  protected List<Samples<?>> samples() {
    return List.of(
        Samples.of(TileKeyCodec.INSTANCE, KEY),
        Samples.of(TileCodec.INSTANCE, TILE, Tile.ZERO, Tile.DROPPED, Tile.of(-1, -1)),
        Samples.of(TileUpdateCodec.INSTANCE, new TileUpdate(KEY, TILE)),
        Samples.of(
            EpochFactCodec.INSTANCE,
            new EpochFact.Sum(new TileUpdate(KEY, Tile.DROPPED)),
            new EpochFact.Read(new Progress("events", new TreeMap<>(Map.of(0, 9L)), COUNTS)),
            new EpochFact.Counted(new LedgerReport(Tally.NONE, -1L, true)),
            new EpochFact.Parameters(TRAINED)),
        Samples.of(TrainedCodec.INSTANCE, TRAINED),
        Samples.of(
            TrainerStateCodec.INSTANCE,
            new TrainerState("softmax", new byte[] {1, -2}),
            new TrainerState("", new byte[0])),
        Samples.of(
            HeadsCodec.INSTANCE,
            new Heads(
                7,
                new TreeMap<>(Map.of("a", HEAD, "b", LinearHead.empty(Fixtures.DIMENSION))),
                0.25),
            new Heads(1, new TreeMap<>(), 0)),
        Samples.of(
            EpochClosedCodec.INSTANCE,
            new EpochClosed(
                7,
                5_000,
                new TreeMap<>(Map.of("a", "00ff", "b", "")),
                new TreeMap<>(Map.of("events", new TreeMap<>(Map.of(0, 5L, 3, 9L)))))),
        Samples.of(
            HistoryCodec.INSTANCE,
            new History("setup", 7L, OFFSETS, COUNTS, 9, 4, -1L, 6L, "abc"),
            new History(
                "", null, new TreeMap<>(), Manifest.Accounting.NONE, 0, 0, null, null, null)));
  }

  /** Its bytes are those of a manifest and of files; no checkpoint ever holds them. */
  @Test
  void draftIsReadBack() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    DraftCodec.INSTANCE.write(draft(), out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

    assertThat(DraftCodec.INSTANCE.read(1, in)).usingRecursiveComparison().isEqualTo(draft());
    assertThat(in.available()).isZero();
  }

  private static Draft draft() {
    Provenance provenance =
        new Provenance(
            "irises", "ameles test", Fixtures.RULES, "contributions", List.of(), "key check");
    Manifest manifest =
        new Manifest(
            1,
            "irises",
            7,
            3L,
            "2025-01-01T00:00:00Z",
            "ameles test",
            provenance.rules().toManifest(null),
            "contributions",
            null,
            7L,
            OFFSETS,
            1,
            COUNTS,
            List.of());
    SortedMap<String, Tile> tiles = new TreeMap<>(Map.of("cat", Tile.of(1, 3, -2, 1, 0)));
    return new Draft(
        manifest,
        List.of(
            LearnerSnapshot.additive(
                Fixtures.nearestMean().settings(), tiles, Fixtures.nearestMean().solve(tiles)),
            LearnerSnapshot.sequential(
                new LearnerSettings("x", "y", new TreeMap<>(Map.of("rate", "0.1"))),
                TRAINED.solution())));
  }
}
