package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.audit.VersionAudit;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.version.Manifest;
import io.ameles.stream.job.JobSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** History goes one way: what would fork it, or make nonsense of state, is refused. */
class ContinuationITCase {
  private static final List<Object> MESSAGES = StreamScenario.of(11, 400).messages();

  @RegisterExtension static final EmbeddedKafkaBinding KAFKA = new EmbeddedKafkaBinding();

  @TempDir private Path folder;

  @Test
  void startingAfreshOverPublishedVersionsIsRefused() throws IOException {
    try (JobRun run = new JobRun(KAFKA.broker(), "afresh", folder, 2).start()) {
      run.send(MESSAGES);
      Manifest before = run.awaitEverything();
      run.stop();
      Files.move(folder.resolve("checkpoints"), folder.resolve("lost"));

      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(() -> LocalService.start(run.settings()))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.VERSION_CONFLICT));
      run.start(run.settings(), Optional.empty());
      JobRun.await(() -> !run.flink().isAlive());
      assertThat(run.versions().current()).contains(before);
    }
  }

  @Test
  void continuingFromAnOldSavepointIsRefused() {
    try (JobRun run = new JobRun(KAFKA.broker(), "old", folder, 2).start()) {
      run.send(MESSAGES.subList(0, 200));
      run.awaitEverything();
      Path old = run.flink().stopWithSavepoint(folder.resolve("savepoints"));
      run.stop();
      run.start(run.settings(), Optional.of(old));
      run.send(MESSAGES.subList(200, MESSAGES.size()));
      Manifest before = run.awaitEverything();
      run.stop();

      run.start(run.settings(), Optional.of(old));
      JobRun.await(() -> !run.flink().isAlive());

      assertThat(run.versions().current()).contains(before);
    }
  }

  @Test
  void aSecondProcessOfTheSameModelIsRefusedAndOldCheckpointsGoAtTheNextStart() throws IOException {
    try (JobRun run = new JobRun(KAFKA.broker(), "second", folder, 2)) {
      run.send(MESSAGES.subList(0, 100));
      try (EmbeddedFlink first = LocalService.start(run.settings())) {
        run.awaitEverything();
        assertThatExceptionOfType(AmelesException.class)
            .isThrownBy(() -> LocalService.start(run.settings()))
            .withMessageContaining("Another job of this model");
        assertThat(first.isAlive()).isTrue();
      }
      run.send(MESSAGES.subList(100, 200));
      try (EmbeddedFlink second = LocalService.start(run.settings())) {
        run.requireExact(run.awaitEverything());
        assertThat(second.restarts()).isZero();
        JobRun.await(() -> checkpointsOf(run).size() <= 2);
      }
    }
  }

  private static List<Path> checkpointsOf(JobRun run) {
    try (Stream<Path> folders = Files.walk(run.settings().checkpoints(), 2)) {
      return folders.filter(path -> path.getFileName().toString().startsWith("chk-")).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // one went while we looked; another look will tell
    }
  }

  @Test
  void anAuditNoticesAFileThatWasChangedAfterPublication() throws IOException {
    try (JobRun run = new JobRun(KAFKA.broker(), "tampered", folder, 2).start()) {
      run.send(MESSAGES);
      Manifest version = run.awaitEverything();
      run.requireExact(version);
      run.stop();
      Path file = run.versions().folder().resolve(version.epoch() + "/nearest-mean.safetensors");
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);

      assertThatExceptionOfType(AmelesException.class)
          .isThrownBy(() -> VersionAudit.run(run.settings(), version))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_FILE));
    }
  }

  @Test
  void stateOfAnotherKeyOrQuantizationIsRefused() {
    try (JobRun run = new JobRun(KAFKA.broker(), "setup", folder, 2).start()) {
      run.send(MESSAGES);
      Manifest before = run.awaitEverything();
      Path savepoint = run.flink().stopWithSavepoint(folder.resolve("savepoints"));
      run.stop();
      JobSettings digests =
          JobRun.settings(
              KAFKA.broker().bootstrapServers(), "setup", folder, 2, "ledger: {mode: digests}");

      run.start(digests, Optional.of(savepoint));
      JobRun.await(() -> !run.flink().isAlive());

      assertThat(run.versions().current().map(Manifest::ledger)).contains(before.ledger());
    }
  }
}
