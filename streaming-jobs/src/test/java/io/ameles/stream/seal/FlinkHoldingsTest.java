package io.ameles.stream.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlinkHoldingsTest {
  private static final String RUN = "0123456789abcdef".repeat(2);
  private static final String OTHER = "f".repeat(32);
  private static final String FILE = "01234567-89ab-cdef-0123-456789abcdef";

  @TempDir private Path folder;
  private final AtomicLong nanoTime = new AtomicLong();

  @BeforeEach
  void publishedAndCheckpointed() throws Exception {
    version(12);
    checkpoint(RUN, 12, "");
  }

  @Test
  void publishedIsWhatTheCurrentVersionReaches() {
    assertThat(holdings().published(12)).isTrue();
    assertThat(holdings().published(11)).isTrue();
    assertThat(holdings().published(13)).isFalse();
  }

  @Test
  void anEmptyStoreHasPublishedNothing() throws Exception {
    Files.delete(folder.resolve("models/m/CURRENT"));
    assertThat(holdings().published(1)).isFalse();
  }

  @Test
  void nothingIsOutstandingWhereNothingOlderIsLeft() {
    assertThat(holdings().outstanding(12)).isEmpty();
    assertThat(holdings().outstanding(3)).isEmpty();
  }

  @Test
  void olderVersionsPublishedOrStagedOrHalfDeletedAreCounted() throws Exception {
    version(9);
    Files.createDirectories(folder.resolve("models/m/.staging-11-abc"));
    Files.createDirectories(folder.resolve("models/m/.staging-8-withdrawn"));
    assertThat(holdings().outstanding(12))
        .containsExactly(
            "3 stored version(s) from before epoch 12, the oldest of epoch 8; they go when the version of that epoch is published.");
    assertThat(holdings().outstanding(8)).isEmpty();
  }

  @Test
  void checkpointsOfEveryRunAndSavepointsWhereverTheyLieAreSeen() throws Exception {
    checkpoint(RUN, 11, "");
    checkpoint(OTHER, 40, "");
    Files.createDirectories(folder.resolve("checkpoints/savepoint-012345-x"));
    Files.writeString(folder.resolve("checkpoints/savepoint-012345-x/_metadata"), "");
    Files.createDirectories(folder.resolve("checkpoints/mine/old/savepoint-012345-y"));
    Files.writeString(folder.resolve("checkpoints/mine/old/savepoint-012345-y/_metadata"), "");
    assertThat(holdings().outstanding(12))
        .hasSize(3)
        .anyMatch(sentence -> sentence.startsWith("1 retained checkpoint(s)"))
        .anyMatch(sentence -> sentence.startsWith("1 checkpoint(s) of other runs"))
        .anyMatch(sentence -> sentence.startsWith("2 savepoint(s)"));
  }

  @Test
  void whoIsNotToldWhoAsksTakesNothingForItsOwn() {
    assertThat(created(Map.of()).outstanding(12))
        .anyMatch(sentence -> sentence.contains("of other runs"));
  }

  @Test
  void sharedFilesCountUnlessACheckpointRefersToThem() throws Exception {
    Path shared = Files.createDirectories(folder.resolve("checkpoints/" + OTHER + "/shared"));
    Files.writeString(shared.resolve(FILE), "bytes");
    assertThat(holdings().outstanding(12))
        .containsExactly(
            "1 file(s) in the folder of checkpoints that no checkpoint refers to; delete them.");
    checkpoint(RUN, 12, "...file:/x/shared/" + FILE + "...");
    assertThat(holdings().outstanding(12)).isEmpty();
  }

  @Test
  void whatCannotBeListedIsNeverSealed() throws Exception {
    Files.move(folder.resolve("checkpoints"), folder.resolve("elsewhere"));
    assertThat(holdings().outstanding(12))
        .containsExactly(
            "The checkpoints cannot be listed (FileNotFoundException), and may be from before epoch 12.");
    assertThat(holdings("execution.checkpointing.dir", "unknown://x/y").outstanding(12))
        .singleElement()
        .asString()
        .startsWith("The checkpoints cannot be listed (UnsupportedFileSystemSchemeException)");
    Files.writeString(folder.resolve("elsewhere/file"), "");
    assertThat(
            holdings("execution.checkpointing.dir", folder.resolve("elsewhere/file").toString())
                .outstanding(12))
        .isNotEmpty();
  }

  @Test
  void withoutAFolderOfCheckpointsNothingIsSealed() {
    Configuration engine = new Configuration();
    FlinkHoldings holdings =
        new FlinkHoldings(folder.resolve("models"), "m", engine, new CompactionSchedule(1));
    assertThat(holdings.outstanding(12)).anyMatch(sentence -> sentence.contains("No folder"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state.backend.type=forst",
        "state.backend.type=com.example.Factory",
        "state.changelog.enabled=true",
        "execution.checkpointing.file-merging.enabled=true",
        "execution.state-recovery.from-local=true",
        "execution.checkpointing.local-backup.enabled=true",
        "execution.checkpointing.storage=com.example.Factory"
      })
  void settingsThatMakeCopiesWhichNobodyFollowsAreNamed(String setting) {
    String[] parts = setting.split("=", 2);
    assertThat(holdings(parts[0], parts[1]).outstanding(12))
        .singleElement()
        .asString()
        .contains("set ");
  }

  @Test
  void withRocksDbItIsWaitedForTheRewritingOfFiles() throws Exception {
    FlinkHoldings holdings = holdings("state.backend.type", "rocksdb", 10);
    assertThat(holdings.outstanding(12)).hasSize(2);
    assertThat(holdings("state.backend.type", "rocksdb", 4).outstanding(12)).isEmpty();
    checkpoint(RUN, 20, "");
    drop(RUN, 12);
    assertThat(holdings("state.backend.type", "rocksdb", 10).outstanding(12)).isEmpty();
    assertThat(holdings("state.backend.type", "rocksdb", 10).outstanding(21)).isNotEmpty();
  }

  @Test
  void afterARestoreTheRewritingIsCountedFromThere() throws Exception {
    FlinkHoldings holdings = created(Map.of("state.backend.type", "rocksdb"), 10);
    holdings.begin(RUN, 22);
    checkpoint(RUN, 23, "");
    drop(RUN, 12);
    assertThat(holdings.outstanding(12))
        .as("an earlier run may have rewritten at other times")
        .isNotEmpty();
    checkpoint(RUN, 30, "");
    drop(RUN, 23);
    nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(holdings.outstanding(12)).isEmpty();
  }

  @Test
  void toleratedFailuresKeepRocksDbFromBeingSealedAndOthersNot() {
    String key = "execution.checkpointing.tolerable-failed-checkpoints";
    assertThat(holdings(key, "3").outstanding(12)).isEmpty();
    FlinkHoldings rocks = created(Map.of(key, "3", "state.backend.type", "rocksdb"), 1);
    rocks.begin(RUN, 0);
    assertThat(rocks.outstanding(12)).singleElement().asString().contains(key);
  }

  @Test
  void theFolderIsListedOnceForAllThatWaitAtOneBarrier() throws Exception {
    FlinkHoldings holdings = holdings();
    assertThat(holdings.outstanding(12)).isEmpty();
    checkpoint(RUN, 11, "");
    assertThat(holdings.outstanding(12)).isEmpty();
    nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(holdings.outstanding(12)).hasSize(1);
  }

  @Test
  void itTravelsToTheTaskThatAsks() throws Exception {
    FlinkHoldings there =
        InstantiationUtil.clone(
            new FlinkHoldings(
                folder.resolve("models"), "m", engine(Map.of()), new CompactionSchedule(1)));
    there.begin(RUN, 0);
    assertThat(there.published(12)).isTrue();
    assertThat(there.outstanding(12)).isEmpty();
  }

  private FlinkHoldings holdings() {
    return holdings("pipeline.name", "any");
  }

  private FlinkHoldings holdings(String key, String value) {
    return holdings(key, value, 1);
  }

  private FlinkHoldings holdings(String key, String value, long every) {
    FlinkHoldings holdings = created(Map.of(key, value), every);
    holdings.begin(RUN, 0);
    return holdings;
  }

  private FlinkHoldings created(Map<String, String> settings) {
    return created(settings, 1);
  }

  private FlinkHoldings created(Map<String, String> settings, long every) {
    return new FlinkHoldings(
        folder.resolve("models"),
        "m",
        engine(settings),
        new CompactionSchedule(every),
        nanoTime::get);
  }

  private Configuration engine(Map<String, String> settings) {
    Configuration engine = new Configuration();
    engine.setString(
        "execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    engine.setString("state.backend.rocksdb.options-factory", FlinkRocksOptions.class.getName());
    settings.forEach(engine::setString);
    return engine;
  }

  private void version(long epoch) throws IOException {
    Files.createDirectories(folder.resolve("models/m/" + epoch));
    Path current = folder.resolve("models/m/CURRENT");
    if (!Files.exists(current)) {
      Files.writeString(current, epoch + "\n");
    }
  }

  private void checkpoint(String run, long number, String metadata) throws IOException {
    Path checkpoint =
        Files.createDirectories(folder.resolve("checkpoints/%s/chk-%d".formatted(run, number)));
    Files.writeString(checkpoint.resolve("_metadata"), metadata);
    for (String empty : List.of("shared", "taskowned")) {
      Files.createDirectories(folder.resolve("checkpoints").resolve(run).resolve(empty));
    }
  }

  private void drop(String run, long number) throws IOException {
    Path checkpoint = folder.resolve("checkpoints/%s/chk-%d".formatted(run, number));
    Files.delete(checkpoint.resolve("_metadata"));
    Files.delete(checkpoint);
  }
}
