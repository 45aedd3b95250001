package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.version.Manifest;
import io.ameles.stream.job.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The promise, on a real broker and a real cluster: whatever happens to the job, the published
 * model is bit for bit that of the live examples, and every deletion has exactly one receipt.
 */
class ExactnessITCase {
  private static final StreamScenario SCENARIO = StreamScenario.of(7, 3_000);
  private static final Set<Map<String, String>> DIGESTS = new HashSet<>();

  /** Every exact learner, small, and one that trains beside them. */
  private static final String LEARNERS =
      """
      learners:
        - nearest-mean
        - ridge
        - wide: {type: ridge, features: random, size: 24}
        - counting-bottleneck: {heads: 4, keys-per-head: 16, key-dimension: 3}
        - softmax
      """;

  @RegisterExtension static final EmbeddedKafkaBinding KAFKA = new EmbeddedKafkaBinding();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void modelIsThatOfTheLiveExamplesAtAnyParallelism(int parallelism) {
    try (JobRun run =
        new JobRun(KAFKA.broker(), "parallel-" + parallelism, folder, parallelism, LEARNERS)
            .start()) {
      run.send(SCENARIO.messages());
      requireEverything(run);
    }
  }

  @Test
  void modelIsTheSameOnRocksDb() {
    try (JobRun run =
        new JobRun(KAFKA.broker(), "rocksdb", folder, 2, "  state.backend.type: rocksdb", LEARNERS)
            .start()) {
      run.send(SCENARIO.messages());
      requireEverything(run);
    }
  }

  @Test
  void losingTaskManagersAtAnyMomentChangesNothing() {
    SplittableRandom random = new SplittableRandom(3);
    try (JobRun run = new JobRun(KAFKA.broker(), "taskmanager", folder, 2, LEARNERS).start()) {
      for (List<Object> part : parts(6)) {
        run.send(part);
        LockSupport.parkNanos(Duration.ofMillis(100 + random.nextInt(500)).toNanos());
        run.flink().replaceTaskManager();
      }
      requireEverything(run);
    }
  }

  @Test
  void restartingTheBrokerChangesNothing() {
    try (JobRun run = new JobRun(KAFKA.broker(), "broker", folder, 2, LEARNERS).start()) {
      for (List<Object> part : parts(3)) {
        run.send(part);
        KAFKA.broker().stop();
        KAFKA.broker().start();
      }
      requireEverything(run);
    }
  }

  /** The failure comes before the barrier is passed on: the checkpoint must not complete. */
  @Test
  void aVersionThatCannotBeWrittenFailsTheCheckpointAndNotTheData() throws IOException {
    try (JobRun run = new JobRun(KAFKA.broker(), "unwritable", folder, 2, LEARNERS).start()) {
      run.send(parts(2).get(0));
      Manifest before = run.awaitEverything();
      Path store = run.versions().folder();
      Path aside = store.resolveSibling("aside");
      Files.move(store, aside);
      Files.createFile(store); // a file where the folder should be: nothing can be written
      run.send(parts(2).get(1));
      JobRun.await(() -> run.flink().restarts() > 0);
      Files.delete(store);
      Files.move(aside, store);
      assertThat(run.versions().manifest(before.epoch())).isEqualTo(before);
      requireEverything(run);
    }
  }

  /** The failure comes when the checkpoint is complete and its version not yet visible. */
  @Test
  void failingBetweenPreCommitAndCommitPublishesTheVersionAfterwards() throws IOException {
    try (JobRun run = new JobRun(KAFKA.broker(), "uncommitted", folder, 2, LEARNERS).start()) {
      run.send(parts(2).get(0));
      run.awaitEverything();
      Path pointer = run.versions().folder().resolve("CURRENT");
      Path aside = pointer.resolveSibling("aside");
      Files.move(pointer, aside);
      Files.createDirectories(pointer.resolve("obstacle")); // cannot be replaced by a file
      run.send(parts(2).get(1));
      JobRun.await(() -> run.flink().restarts() > 0);
      Files.delete(pointer.resolve("obstacle"));
      Files.delete(pointer);
      Files.move(aside, pointer);
      requireEverything(run);
    }
  }

  @Test
  void rescalingFromSavepointsChangesNothing() {
    int[] parallelisms = {2, 4, 1};
    List<List<Object>> parts = parts(parallelisms.length);
    try (JobRun run = new JobRun(KAFKA.broker(), "rescale", folder, 2, LEARNERS)) {
      Optional<Path> savepoint = Optional.empty();
      for (int i = 0; i < parallelisms.length; i++) {
        JobSettings settings =
            JobRun.settings(
                KAFKA.broker().bootstrapServers(), "rescale", folder, parallelisms[i], LEARNERS);
        run.start(settings, savepoint);
        run.send(parts.get(i));
        run.awaitEverything();
        if (i + 1 < parallelisms.length) {
          savepoint = Optional.of(run.flink().stopWithSavepoint(folder.resolve("savepoints")));
          run.stop();
        }
      }
      requireEverything(run);
    }
  }

  @Test
  void stateDoesNotGrowOverTenRestores() throws IOException {
    try (JobRun run = new JobRun(KAFKA.broker(), "restores", folder, 2, LEARNERS).start()) {
      run.send(parts(4).get(0));
      run.awaitEverything();
      long first = 0;
      for (int i = 0; i < 10; i++) {
        JobRun.await(run.flink()::isRunning);
        Path savepoint = run.flink().stopWithSavepoint(folder.resolve("savepoints"));
        run.stop();
        first = i == 0 ? size(savepoint) : first;
        assertThat(size(savepoint)).isLessThanOrEqualTo(first + first / 50);
        run.start(run.settings(), Optional.of(savepoint));
      }
      run.send(parts(4).get(1));
      run.requireExact(run.awaitEverything());
    }
  }

  @Test
  void aKilledServiceContinuesFromItsNewestCheckpoint() {
    try (JobRun run = new JobRun(KAFKA.broker(), "service", folder, 2, LEARNERS)) {
      for (List<Object> part : parts(3)) {
        run.send(part);
        try (EmbeddedFlink service = LocalService.start(run.settings())) {
          JobRun.await(
              () ->
                  !service.isAlive()
                      || run.versions().epochs().size() % 3 == 2
                      || everythingIsRead(run));
        }
      }
      run.start(run.settings(), RetainedCheckpoints.newest(run.settings().checkpoints()));
      requireEverything(run);
    }
  }

  private static boolean everythingIsRead(JobRun run) {
    return run.versions()
        .current()
        .map(version -> version.offsets().equals(run.sender().flush()))
        .orElse(false);
  }

  private static void requireEverything(JobRun run) {
    Manifest version = run.awaitEverything();
    run.requireReceipts(SCENARIO.deletions());
    run.requireExact(version);
    DIGESTS.add(
        version.learners().stream()
            .filter(Manifest.Learner::additive)
            .collect(Collectors.toMap(Manifest.Learner::name, Manifest.Learner::stateDigest)));
    assertThat(version.learners()).extracting(Manifest.Learner::additive).contains(true, false);
    assertThat(DIGESTS).as("every run ends with the same bits").hasSize(1);
  }

  private static List<List<Object>> parts(int count) {
    List<Object> all = SCENARIO.messages();
    return IntStream.range(0, count)
        .mapToObj(i -> all.subList(i * all.size() / count, (i + 1) * all.size() / count))
        .toList();
  }

  private static long size(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
