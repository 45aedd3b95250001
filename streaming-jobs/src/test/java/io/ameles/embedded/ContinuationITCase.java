package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.version.Manifest;
import io.ameles.stream.job.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
      JobRun.await(() -> run.flink().restarts() > 0);
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
      JobRun.await(() -> run.flink().restarts() > 0);

      assertThat(run.versions().current()).contains(before);
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
      JobRun.await(() -> run.flink().restarts() > 0);

      assertThat(run.versions().current().map(Manifest::ledger)).contains(before.ledger());
    }
  }
}
