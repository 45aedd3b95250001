package io.ameles.stream.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.learn.Tile;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.stream.Barriers;
import io.ameles.stream.learn.MergeOperator;
import io.ameles.stream.learn.TileKey;
import io.ameles.stream.learn.TileKeyCodec;
import io.ameles.stream.learn.TileUpdate;
import io.ameles.stream.learn.TileUpdateCodec;
import io.ameles.stream.state.CodecSerializer;
import io.ameles.stream.state.CodecTypeInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks into RocksDB's files, by way of the operator that keeps sums. */
class FlinkCompactionTest {
  private static final long SUM = 0x1122334455667788L;
  private static final Tile CANARY = Tile.of(1, SUM, SUM, SUM);
  private static final Tile CANARY_GONE = Tile.of(-1, -SUM, -SUM, -SUM);
  private static final long NEVER = 1_000;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 2", "3, 3", "5, 5"})
  void whatWasRemovedIsInNoFileOnceItIsDue(long every, long due) throws Exception {
    try (var harness = start(every)) {
      add(harness, CANARY);
      Barriers.pass(harness, 1);
      assertThat(filesWithIt()).isNotEmpty();
      add(harness, CANARY_GONE);
      for (long epoch = 2; epoch < due; epoch++) {
        Barriers.pass(harness, epoch);
        assertThat(filesWithIt()).as("epoch %d", epoch).isNotEmpty();
      }
      Barriers.pass(harness, due);
      assertThat(filesWithIt()).isEmpty();
    }
  }

  @Test
  void aSumThatWasReplacedIsInNoFileEither() throws Exception {
    try (var harness = start(1)) {
      add(harness, CANARY);
      Barriers.pass(harness, 1);
      add(harness, Tile.of(1, 1, 1, 1));
      Barriers.pass(harness, 2);
      assertThat(filesWithIt()).isEmpty();
    }
  }

  @Test
  void withoutRewritingItStaysHoweverManyCheckpointsPass() throws Exception {
    try (var harness = start(NEVER)) {
      add(harness, CANARY);
      Barriers.pass(harness, 1);
      add(harness, CANARY_GONE);
      for (long epoch = 2; epoch < 20; epoch++) {
        Barriers.pass(harness, epoch);
      }
      assertThat(filesWithIt()).isNotEmpty();
    }
  }

  @Test
  void filesThatCameWithACheckpointAreRewrittenToo() throws Exception {
    OperatorSubtaskState state;
    try (var harness = start(NEVER)) {
      add(harness, CANARY);
      Barriers.pass(harness, 1);
      add(harness, CANARY_GONE);
      state = Barriers.pass(harness, 2);
    }
    assertThat(filesWithIt()).isEmpty();
    try (var harness = harness(10)) {
      harness.initializeState(state);
      harness.open();
      assertThat(filesWithIt()).as("what the checkpoint brought").isNotEmpty();
      Barriers.pass(harness, 3);
      assertThat(filesWithIt()).isNotEmpty();
      Barriers.pass(harness, 10);
      assertThat(filesWithIt()).isEmpty();
    }
  }

  private KeyedOneInputStreamOperatorTestHarness<TileKey, TileUpdate, TileUpdate> start(long every)
      throws Exception {
    var harness = harness(every);
    harness.open();
    return harness;
  }

  private KeyedOneInputStreamOperatorTestHarness<TileKey, TileUpdate, TileUpdate> harness(
      long every) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new MergeOperator(new CompactionSchedule(every)),
            TileUpdate::key,
            CodecTypeInfo.of(TileKeyCodec.INSTANCE));
    Configuration settings = new Configuration();
    settings.setString("execution.checkpointing.incremental", "true");
    settings.setString("state.backend.rocksdb.options-factory", FlinkRocksOptions.class.getName());
    settings.setString("state.backend.rocksdb.localdir", folder.toString());
    settings.setString("state.backend.rocksdb.compression.per.level", "NO_COMPRESSION");
    harness.setStateBackend(
        new EmbeddedRocksDBStateBackend()
            .configure(settings, FlinkCompactionTest.class.getClassLoader()));
    harness.setup(new CodecSerializer<>(TileUpdateCodec.INSTANCE));
    return harness;
  }

  private static void add(
      KeyedOneInputStreamOperatorTestHarness<TileKey, TileUpdate, TileUpdate> harness, Tile tile)
      throws Exception {
    harness.processElement(
        new StreamRecord<>(new TileUpdate(new TileKey(NearestMean.TYPE, "canary"), tile)));
  }

  private List<Path> filesWithIt() throws IOException {
    String trace =
        new String(
            ByteBuffer.allocate(Long.BYTES).putLong(SUM).array(), StandardCharsets.ISO_8859_1);
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> content(file).contains(trace))
          .toList();
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
