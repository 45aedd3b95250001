package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.client.TopicReader;
import io.ameles.model.version.Manifest;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is left of a canary once its deletion is sealed, searched for byte by byte in checkpoints
 * and the files that they share, in the working files of the running engine, in versions, in all
 * that was written to topics, and in the log. Files are written without compression, so that a
 * search can find what is in them; what is found before the deletion shows that it does.
 */
class SealingITCase {
  private static final String LEARNERS =
      """
      learners:
        - nearest-mean
        - ridge
        - counting-bottleneck
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"hashmap, false", "rocksdb, false", "rocksdb, true"})
  void onceSealedNoByteOfAForgottenSubjectIsLeft(String backend, boolean incremental)
      throws Exception {
    AvroGuards.establish();
    ByteSearch canary = Canary.search();
    try (LogCapture log = LogCapture.into(folder.resolve("log/all.log"));
        EmbeddedKafka kafka = EmbeddedKafka.startIn(folder.resolve("kafka"), 0);
        JobRun run = job(kafka, backend, incremental, LEARNERS).start()) {
      learn(run);
      requireFound(canary, backend.equals("rocksdb"));

      long epoch = forget(run, Canary.forgetSubject());
      awaitSealed(run, epoch);

      assertThat(canary.below(folder.resolve("job"))).as("while the job runs").isEmpty();
      goOn(run);
      assertThat(canary.below(folder.resolve("job"))).as("some epochs later").isEmpty();
      run.stop();
      assertThat(canary.below(folder.resolve("job"))).as("when the job is stopped").isEmpty();
      assertThat(log.content()).contains("io.ameles", "org.apache.flink");
      assertThat(canary.below(folder.resolve("log"))).isEmpty();
      // The names of labels are what the accuracies in the metrics topic were about at the time.
      assertThat(written(run, canary.without("label"), run.settings().topics().modelMetrics()))
          .isEmpty();
      assertThat(written(run, canary, run.settings().topics().deletionReceipts())).isEmpty();
      assertThat(written(run, canary, run.settings().topics().deadLetters())).isEmpty();
      assertThat(canary.namesBelow(folder.resolve("kafka")))
          .as("the input topics are out of reach, and the search finds what is there")
          .contains("subject", "example id", "label", Canary.EXAMPLE + "0 as sent, little-endian");
    }
  }

  @Test
  void onceSealedNothingOfAForgottenLabelIsLeftButItsName() throws Exception {
    AvroGuards.establish();
    ByteSearch canary = Canary.search();
    try (EmbeddedKafka kafka = EmbeddedKafka.startIn(folder.resolve("kafka"), 0);
        JobRun run = job(kafka, "hashmap", false, LEARNERS + "  - bottleneck\n").start()) {
      learn(run);
      requireFound(canary, false);

      long epoch = forget(run, Canary.forgetLabel());
      awaitSealed(run, epoch);
      goOn(run);

      assertThat(canary.without("label").below(folder.resolve("job"))).isEmpty();
      assertThat(canary.namesBelow(run.settings().checkpoints()))
          .as("by its name the label is recognised if it comes back")
          .containsExactly("label");
      assertThat(canary.namesBelow(run.settings().modelStore())).isEmpty();
    }
  }

  private JobRun job(EmbeddedKafka kafka, String backend, boolean incremental, String learners) {
    return new JobRun(
        kafka,
        "sealing",
        folder.resolve("job"),
        2,
        "  state.backend.type: " + backend,
        "  execution.checkpointing.incremental: " + incremental,
        "  execution.checkpointing.snapshot-compression: false",
        "  state.backend.rocksdb.compression.per.level: NO_COMPRESSION",
        "  process.working-dir: " + folder.resolve("job/work"),
        "sealing: {compact-every: PT0.2S}",
        learners);
  }

  /** Several epochs, the canary in the middle. */
  private static void learn(JobRun run) {
    run.send(Canary.others(0, 200));
    run.awaitEverything();
    run.send(new ArrayList<>(Canary.events()));
    run.awaitEverything();
    run.send(Canary.others(200, 400));
    run.awaitEverything();
  }

  private static void goOn(JobRun run) {
    for (int from = 400; from < 700; from += 100) {
      run.send(Canary.others(from, from + 100));
      run.awaitEverything();
    }
  }

  private static long forget(JobRun run, DeletionEvent request) {
    run.send(List.of(request));
    Manifest without = run.awaitEverything();
    run.requireExact(without);
    assertThat(without.accounting().forgotten()).isEqualTo(Canary.events().size());
    return without.epoch();
  }

  /** A search that finds nothing where there is something would prove nothing. */
  private void requireFound(ByteSearch canary, boolean inWorkingFiles) {
    List<String> inState =
        List.of("label", "sums, big-endian", Canary.EXAMPLE + "7 as kept, little-endian");
    awaitFound(canary, "job/checkpoints", inState);
    awaitFound(
        canary, "job/models", List.of("label", "sums, little-endian", "mean, little-endian"));
    if (inWorkingFiles) {
      awaitFound(canary, "job/work", inState);
    }
  }

  /** Checkpoints come and go, so what one look misses the next may find. */
  private void awaitFound(ByteSearch canary, String where, List<String> wanted) {
    SortedSet<String> found = new TreeSet<>();
    JobRun.await(
        () -> {
          found.addAll(canary.namesBelow(folder.resolve(where)));
          return found.containsAll(wanted);
        },
        () -> "%s of %s in %s".formatted(found, wanted, where));
  }

  /** Sealed is what the receipt says, not what a test finds. */
  private static DeletionReceipt awaitSealed(JobRun run, long epoch) {
    JobRun.await(
        () -> stage(run, ReceiptStage.SEALED).isPresent(), () -> run.receipts().toString());
    DeletionReceipt sealed = stage(run, ReceiptStage.SEALED).orElseThrow();
    assertThat(sealed.getEpoch()).isEqualTo(epoch);
    assertThat(sealed.getOutstanding()).isEmpty();
    return sealed;
  }

  private static Optional<DeletionReceipt> stage(JobRun run, ReceiptStage stage) {
    return run.receipts().stream().filter(receipt -> receipt.getStage() == stage).findFirst();
  }

  private static List<String> written(JobRun run, ByteSearch canary, String topic) {
    List<String> found = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (TopicReader reader = new TopicReader(run.settings().kafka(), topic)) {
      reader.readAll(records::add);
    }
    for (ConsumerRecord<byte[], byte[]> written : records) {
      found.addAll(canary.in(written.value()));
      found.addAll(canary.in(written.key() == null ? new byte[0] : written.key()));
    }
    return found;
  }
}
