package io.ameles.model.verify.receipt;

import static io.ameles.model.receipt.TestingLog.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.Fixtures;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.Tile;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.model.receipt.TestingLog;
import io.ameles.model.version.Draft;
import io.ameles.model.version.LearnerSnapshot;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.Guarantee;
import io.ameles.schema.LearnerOutcome;
import io.ameles.schema.ReceiptStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredVersionsTest {
  @TempDir private Path temporary;
  private Path models;
  private String before = "";
  private String after = "";

  @BeforeEach
  void publish() {
    models = temporary.resolve("models");
    before = publish(8, 5);
    after = publish(9, 7);
  }

  @Test
  void digestsThatAreThoseOfTheVersionsAreVerified() {
    Path folder = write(9, before, after);
    for (Path place : List.of(models, models.resolve("m"), models.resolve("m").resolve("9"))) {
      Examined examined = examine(folder, place);
      assertThat(examined.flaws()).as(place.toString()).isEmpty();
      assertThat(examined.summary().versions()).isEqualTo(1);
    }
  }

  @Test
  void versionsThatAreNoLongerThereAreNotCompared() {
    Examined examined = examine(write(7, "x", "y"), models);
    assertThat(examined.flaws()).isEmpty();
    assertThat(examined.summary().versions()).isZero();
    assertThat(examine(write(9, "x", after), models.resolve("m/9")).flaws()).isEmpty();
  }

  @Test
  void otherDigestsAreRefused() {
    assertThat(examine(write(9, before, before), models).flaws()).containsExactly(Flaw.VERSION);
    assertThat(examine(write(9, after, after), models).flaws()).containsExactly(Flaw.VERSION);
    assertThat(examine(write(8, before, after), models).flaws()).containsExactly(Flaw.VERSION);
  }

  @Test
  void changedFilesAreRefused() throws Exception {
    Path folder = write(9, before, after);
    Path version = models.resolve("m").resolve("9");
    Path file = version.resolve("nearest-mean.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThat(examine(folder, models).flaws()).containsExactly(Flaw.VERSION);
    Files.delete(file);
    assertThat(examine(folder, models).flaws()).containsExactly(Flaw.VERSION);
    Path manifest = version.resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace("\"m\"", "\"n\""));
    assertThat(examine(folder, models).flaws()).containsExactly(Flaw.VERSION);
    Files.writeString(manifest, "{");
    assertThat(examine(folder, models).flaws()).containsExactly(Flaw.FORMAT);
  }

  @Test
  void missingStoreIsTold() {
    Path folder = write(9, before, after);
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> examine(folder, temporary.resolve("nowhere")))
        .withMessageContaining("nowhere");
  }

  private static Examined examine(Path folder, Path store) {
    return Examined.of(new VerificationSettings(folder, false, null, store, null));
  }

  private Path write(long epoch, String digestBefore, String digestAfter) {
    TestingLog log = new TestingLog();
    log.epoch(
        step(ReceiptStage.ACCEPTED, "r"),
        DeletionReceipt.newBuilder(step(ReceiptStage.APPLIED, "r"))
            .setEpoch(epoch)
            .setLearners(
                List.of(
                    new LearnerOutcome(
                        "nearest-mean", Guarantee.EXACT, 1L, digestBefore, digestAfter)))
            .build());
    return Examined.write(temporary.resolve("receipts"), log);
  }

  /** Returns the state digest. */
  private String publish(long epoch, long sum) {
    TreeMap<String, Tile> tiles = new TreeMap<>();
    tiles.put("cat", Tile.of(1, sum, 2, 3));
    NearestMean learner = NearestMean.of(new EmbeddingSpace(Fixtures.DIMENSION, 0x1p-14));
    LearnerSnapshot snapshot =
        LearnerSnapshot.additive(learner.settings(), tiles, learner.solve(tiles));
    VersionStore store = new VersionStore(models, "m");
    store.publish(store.stage(new Draft(Fixtures.manifest(epoch), List.of(snapshot))));
    return snapshot.stateDigest();
  }
}
