package io.ameles.model.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.Fixtures;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.learn.Tile;
import io.ameles.model.learn.mean.NearestMean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionStoreTest {
  @TempDir private Path root;

  private VersionStore store() {
    return new VersionStore(root, "m");
  }

  @Test
  void emptyStoreHasNoVersions() {
    assertThat(store().current()).isEmpty();
    assertThat(store().epochs()).isEmpty();
  }

  @Test
  void stagedVersionIsInvisible() {
    store().stage(draft(1, 1));
    assertThat(store().current()).isEmpty();
    assertThat(store().epochs()).isEmpty();
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> store().manifest(1))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void publishedVersionIsCurrentAndWhole() {
    Draft draft = draft(1, 5);
    publish(draft);
    Manifest manifest = store().current().orElseThrow();
    assertThat(manifest.epoch()).isEqualTo(1);
    assertThat(manifest.learner(NearestMean.TYPE).stateDigest())
        .isEqualTo(draft.learners().get(0).stateDigest());
    assertThat(store().learner(1, NearestMean.TYPE)).isEqualTo(draft.learners().get(0));
  }

  @Test
  void publishingAgainChangesNothing() throws Exception {
    StagedVersion staged = store().stage(draft(1, 5));
    store().publish(staged);
    List<String> before = files();
    store().publish(staged);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void sameVersionStagedAgainAfterACrashIsAccepted() throws Exception {
    publish(draft(1, 5));
    List<String> before = files();
    publish(draft(1, 5));
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void crashBetweenRenameAndPointerIsMadeGoodByPublishingAgain() throws Exception {
    publish(draft(1, 1));
    StagedVersion second = store().stage(draft(2, 2));
    Files.move(folder().resolve(second.directory()), folder().resolve("2"));
    assertThat(store().current().orElseThrow().epoch()).isEqualTo(1);
    store().publish(second);
    assertThat(store().current().orElseThrow().epoch()).isEqualTo(2);
  }

  @Test
  void publishingWhatNewerVersionsHaveReplacedDoesNothing() throws Exception {
    StagedVersion first = store().stage(draft(1, 1));
    store().publish(first);
    publish(draft(2, 2));
    store().keepNewest(1);
    store().publish(first);
    assertThat(store().epochs()).containsExactly(2L);
    assertThat(store().current().orElseThrow().epoch()).isEqualTo(2);
  }

  @Test
  void differentVersionOfTheSameEpochIsRefused() {
    publish(draft(1, 5));
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> publish(draft(1, 6)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VERSION_CONFLICT));
    assertThat(store().learner(1, NearestMean.TYPE)).isEqualTo(draft(1, 5).learners().get(0));
  }

  @Test
  void currentNeverGoesBack() {
    StagedVersion first = store().stage(draft(1, 1));
    publish(draft(2, 2));
    assertThat(store().current().orElseThrow().epoch()).isEqualTo(2);
    assertThat(Files.exists(folder().resolve(first.directory()))).isFalse();
  }

  @Test
  void aPastThatWasNeverPublishedIsAFork() {
    publish(draft(5, 5));
    StagedVersion past = store().stage(draft(3, 3));

    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> store().publish(past))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VERSION_CONFLICT));
    assertThat(store().epochs()).containsExactly(5L);
  }

  @Test
  void aVersionThatWasStagedElsewhereIsMissed() {
    StagedVersion elsewhere = new VersionStore(root, "other").stage(draft(1, 1));

    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> store().publish(elsewhere))
        .withMessageContaining("belongs to the checkpoint")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  void stagedVersionsThatWereOvertakenAreDiscardedAndLaterOnesAreNot() {
    StagedVersion stale = store().stage(draft(1, 1));
    StagedVersion twin = store().stage(draft(2, 9));
    StagedVersion later = store().stage(draft(3, 3));
    publish(draft(2, 2));
    assertThat(folder().resolve(stale.directory())).doesNotExist();
    assertThat(folder().resolve(twin.directory())).doesNotExist();
    assertThat(folder().resolve(later.directory())).exists();
    store().publish(later);
    assertThat(store().current().orElseThrow().epoch()).isEqualTo(3);
  }

  @Test
  void oldVersionsAreDeletedAndTheCurrentNever() {
    for (long epoch = 1; epoch <= 12; epoch++) {
      publish(draft(epoch, epoch));
    }
    store().keepNewest(3);
    assertThat(store().epochs()).containsExactly(10L, 11L, 12L);
    store().keepNewest(20);
    assertThat(store().epochs()).hasSize(3);
    store().keepNewest(0);
    assertThat(store().epochs()).containsExactly(12L);
  }

  @Test
  void damagedLearnerIsNoticed() throws Exception {
    publish(draft(1, 5));
    Path file = folder().resolve("1").resolve("nearest-mean.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> store().learner(1, NearestMean.TYPE))
        .withMessageContaining("checksum")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "one", "1.5"})
  void damagedPointerIsNoticed(String text) throws Exception {
    publish(draft(1, 5));
    Files.writeString(folder().resolve("CURRENT"), text);
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> store().current())
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE));
  }

  @Test
  void storeThatCannotBeWrittenIsTold() throws Exception {
    Path file = Files.writeString(root.resolve("file"), "");
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> new VersionStore(file, "m").stage(draft(1, 1)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE));
  }

  @Test
  void readersSeeWholeVersionsOnlyWhileOthersArePublished() throws Exception {
    int versions = 150;
    publish(draft(1, 1));
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch reading = new CountDownLatch(1);
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      Future<Long> newest =
          reader.submit(
              () -> {
                long seen = 0;
                boolean last;
                do {
                  last = done.get();
                  Manifest manifest = store().current().orElseThrow();
                  assertThat(manifest.epoch()).isGreaterThanOrEqualTo(seen);
                  seen = manifest.epoch();
                  assertThat(store().learner(seen, NearestMean.TYPE))
                      .isEqualTo(draft(seen, seen).learners().get(0));
                  reading.countDown();
                } while (!last);
                return seen;
              });
      reading.await();
      for (long epoch = 2; epoch <= versions; epoch++) {
        publish(draft(epoch, epoch));
      }
      done.set(true);
      assertThat(newest.get()).isEqualTo(versions);
    } finally {
      reader.shutdownNow();
    }
  }

  @Test
  void purgingDeletesEverythingFromBeforeTheRemovalAndNothingElse() {
    publish(draft(1, 1));
    publish(draft(2, 2));
    publish(clean(3, 3, 3L));
    publish(clean(4, 4, 3L));
    StagedVersion next = store().stage(draft(5, 5));

    store().purge();

    assertThat(store().epochs()).containsExactly(3L, 4L);
    assertThat(store().holdings()).containsExactly(3L, 4L, 5L);
    store().publish(next);
    assertThat(store().current().orElseThrow().epoch()).isEqualTo(5);
  }

  @Test
  void withoutARemovalNothingIsPurged() {
    store().purge();
    publish(draft(1, 1));
    publish(draft(2, 2));
    store().purge();
    assertThat(store().epochs()).containsExactly(1L, 2L);
  }

  @Test
  void purgingGoesOnWhereACrashInterruptedIt() throws Exception {
    publish(draft(1, 1));
    publish(draft(2, 2));
    StagedVersion third = store().stage(clean(3, 3, 3L));
    store().publish(third);
    // The crash: one version is hidden and half deleted, and meets its own remains.
    Files.createDirectories(folder().resolve(".staging-1-withdrawn"));
    Files.writeString(folder().resolve(".staging-1-withdrawn/manifest.json"), "half");
    Files.move(folder().resolve("2"), folder().resolve(".staging-2-withdrawn"));
    assertThat(store().holdings()).containsExactly(1L, 1L, 2L, 3L);

    store().publish(third);
    store().purge();

    assertThat(store().holdings()).containsExactly(3L);
    List<String> after = files();
    store().purge();
    assertThat(files()).isEqualTo(after);
  }

  @Test
  void whatWasStagedByAnUndoneAttemptGoesAndWhatMayYetBePublishedStays() {
    StagedVersion pending = store().stage(draft(2, 2));
    store().stage(draft(3, 3));
    store().stage(draft(7, 7));

    store().discardStagedAfter(2);

    assertThat(store().holdings()).containsExactly(2L);
    store().publish(pending);
    assertThat(store().epochs()).containsExactly(2L);
  }

  @Test
  void anEmptyStoreHoldsNothingAndHasNothingToDiscard() {
    store().discardStagedAfter(0);
    assertThat(store().holdings()).isEmpty();
    assertThat(store().currentEpoch()).isEmpty();
  }

  @Test
  void aVersionThatWasPurgedIsNotFoundAndTheMessageSaysWhatToRead() {
    publish(draft(1, 1));
    publish(clean(2, 2, 2L));
    store().purge();
    for (ThrowingCallable read :
        List.<ThrowingCallable>of(
            () -> store().manifest(1),
            () -> store().learner(1, NearestMean.TYPE),
            () -> store().size(1, NearestMean.TYPE))) {
      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(read)
          .withMessageContaining("read the current one")
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
    }
  }

  @Test
  void readersOfTheCurrentVersionAreNeverCaughtByAPurge() throws Exception {
    int versions = 150;
    publish(draft(1, 1));
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch reading = new CountDownLatch(1);
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      Future<Long> newest =
          reader.submit(
              () -> {
                long seen = 0;
                boolean last;
                do {
                  last = done.get();
                  seen = store().current().orElseThrow().epoch();
                  reading.countDown();
                } while (!last);
                return seen;
              });
      reading.await();
      for (long epoch = 2; epoch <= versions; epoch++) {
        publish(clean(epoch, epoch, epoch));
        store().purge();
        assertThat(store().holdings()).containsExactly(epoch);
      }
      done.set(true);
      assertThat(newest.get()).isEqualTo(versions);
    } finally {
      reader.shutdownNow();
    }
  }

  private void publish(Draft draft) {
    store().publish(store().stage(draft));
  }

  private Path folder() {
    return store().folder();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.map(Path::toString).sorted().toList();
    }
  }

  private static Draft clean(long epoch, long sum, long cleanSince) {
    Draft draft = draft(epoch, sum);
    return new Draft(Fixtures.manifest(epoch, cleanSince), draft.learners());
  }

  private static Draft draft(long epoch, long sum) {
    Map<String, Tile> tiles = Map.of("cat", Tile.of(1, sum, 2, 3));
    NearestMean learner = NearestMean.of(new EmbeddingSpace(Fixtures.DIMENSION, 0x1p-14));
    return new Draft(
        Fixtures.manifest(epoch),
        List.of(
            LearnerSnapshot.additive(
                learner.settings(), new TreeMap<>(tiles), learner.solve(tiles))));
  }
}
