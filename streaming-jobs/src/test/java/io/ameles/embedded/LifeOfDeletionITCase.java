package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.version.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests on their way from accepted to sealed, while machines and brokers fail: at the end every
 * request has one receipt per step, numbered without gaps, and somebody who knows the public keys
 * only can verify all of them.
 */
class LifeOfDeletionITCase {
  private static final StreamScenario SCENARIO = StreamScenario.of(23, 1_500);

  @RegisterExtension static final EmbeddedKafkaBinding KAFKA = new EmbeddedKafkaBinding();

  @TempDir private Path folder;

  @Test
  void everyRequestIsSealed() {
    try (JobRun run = new JobRun(KAFKA.broker(), "life", folder, 2).start()) {
      run.send(SCENARIO.messages());
      run.requireExact(run.awaitEverything());
      run.requireSealed(SCENARIO.deletions());
    }
  }

  @Test
  void losingTaskManagersOnTheWayChangesNothing() {
    SplittableRandom random = new SplittableRandom(5);
    try (JobRun run = new JobRun(KAFKA.broker(), "taskmanagers", folder, 2).start()) {
      for (List<Object> part : parts(6)) {
        run.send(part);
        LockSupport.parkNanos(Duration.ofMillis(100 + random.nextInt(700)).toNanos());
        run.flink().replaceTaskManager();
      }
      for (int i = 0; i < 4; i++) { // nothing is read any more: published and sealed remain
        LockSupport.parkNanos(Duration.ofMillis(50 + random.nextInt(500)).toNanos());
        run.flink().replaceTaskManager();
      }
      run.requireExact(run.awaitEverything());
      run.requireSealed(SCENARIO.deletions());
    }
  }

  @Test
  void restartingTheBrokerOnTheWayChangesNothing() {
    try (JobRun run = new JobRun(KAFKA.broker(), "brokers", folder, 2).start()) {
      for (List<Object> part : parts(3)) {
        run.send(part);
        KAFKA.broker().stop();
        KAFKA.broker().start();
      }
      run.requireExact(run.awaitEverything());
      run.requireSealed(SCENARIO.deletions());
    }
  }

  @Test
  void killedServicesGoOnWhereTheyWere() {
    try (JobRun run = new JobRun(KAFKA.broker(), "services", folder, 2)) {
      for (List<Object> part : parts(3)) {
        run.send(part);
        try (EmbeddedFlink service = LocalService.start(run.settings())) {
          run.awaitEverything();
          assertThat(service.isAlive()).isTrue();
        }
      }
      // What earlier runs left behind goes when the service starts.
      try (EmbeddedFlink service = LocalService.start(run.settings())) {
        run.requireSealed(SCENARIO.deletions());
        assertThat(service.restarts()).isZero();
      }
    }
  }

  /** Nothing but the log itself could tell: the model store is empty. */
  @Test
  void anOlderStateThanThatOfTheLogIsAForkAndIsRefused() throws IOException {
    try (JobRun run = new JobRun(KAFKA.broker(), "fork", folder, 2).start()) {
      run.send(parts(2).get(0));
      run.awaitEverything();
      Path old = run.flink().stopWithSavepoint(folder.resolve("savepoints"));
      run.stop();
      run.start(run.settings(), Optional.of(old));
      run.send(parts(2).get(1));
      run.awaitEverything();
      run.requireReceipts(SCENARIO.deletions());
      JobRun.await(run.flink()::isRunning);
      run.flink().stopWithSavepoint(folder.resolve("later"));
      run.stop();
      int receipts = run.receipts().size();
      empty(run.settings().modelStore());

      run.start(run.settings(), Optional.of(old));
      JobRun.await(() -> !run.flink().isAlive());
      assertThat(run.flink().awaitFailure())
          .hasValueSatisfying(
              reason -> assertThat(reason).contains("published log of receipts has " + receipts));
      assertThat(run.receipts()).hasSize(receipts);

      run.start(run.settings(), Optional.empty());
      JobRun.await(() -> !run.flink().isAlive());
      assertThat(run.flink().awaitFailure())
          .hasValueSatisfying(reason -> assertThat(reason).contains("knows 0 of them"));
    }
  }

  @Test
  void stateThatTheLogHasNotOvertakenIsContinued() {
    try (JobRun run = new JobRun(KAFKA.broker(), "continued", folder, 2).start()) {
      for (List<Object> part : parts(3)) {
        run.send(part);
        Manifest version = run.awaitEverything();
        assertThat(version.epoch()).isPositive();
        JobRun.await(run.flink()::isRunning);
        Path savepoint = run.flink().stopWithSavepoint(folder.resolve("savepoints"));
        run.stop();
        run.start(run.settings(), Optional.of(savepoint));
      }
      run.requireReceipts(SCENARIO.deletions());
    }
  }

  private static void empty(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static List<List<Object>> parts(int count) {
    List<Object> all = SCENARIO.messages();
    return IntStream.range(0, count)
        .mapToObj(i -> all.subList(i * all.size() / count, (i + 1) * all.size() / count))
        .toList();
  }
}
