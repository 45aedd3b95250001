package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.audit.VersionAudit;
import io.ameles.client.EventSender;
import io.ameles.client.ReceiptLog;
import io.ameles.client.TopicReader;
import io.ameles.model.receipt.ReceiptFolder;
import io.ameles.model.receipt.ReceiptKeys;
import io.ameles.model.verify.AuditResult;
import io.ameles.model.verify.receipt.ReceiptVerdict;
import io.ameles.model.verify.receipt.ReceiptVerifier;
import io.ameles.model.verify.receipt.Verification;
import io.ameles.model.verify.receipt.VerificationSettings;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.DeadLetter;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.job.ConfigurationFile;
import io.ameles.stream.job.JobSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One job on a real broker and a real cluster, and what its users would check afterwards. */
final class JobRun implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String KEY = "0123456789abcdef".repeat(4);

  /** Exactly one of them for every request. */
  private static final Set<ReceiptStage> ANSWERS =
      EnumSet.of(
          ReceiptStage.APPLIED, ReceiptStage.HELD, ReceiptStage.REFUSED, ReceiptStage.REPEATED);

  private final JobSettings settings;
  private final EventSender sender;
  private @Nullable EmbeddedFlink flink;

  /**
   * @param prefix of the topics; one per run, so that runs share a broker
   * @param more lines of YAML
   */
  JobRun(EmbeddedKafka kafka, String prefix, Path folder, int parallelism, String... more) {
    this(kafka, settings(kafka.bootstrapServers(), prefix, folder, parallelism, more));
  }

  /**
   * @param settings of the job
   */
  JobRun(EmbeddedKafka kafka, JobSettings settings) {
    this.settings = settings;
    kafka.createTopics(settings.topics(), 4);
    this.sender =
        new EventSender(settings.kafka(), settings.topics(), settings.sourceErasure().enabled());
  }

  static JobSettings settings(
      String bootstrap, String prefix, Path folder, int parallelism, String... more) {
    return settings(bootstrap, prefix, folder, parallelism, StreamScenario.DIMENSION, more);
  }

  static JobSettings settings(
      String bootstrap,
      String prefix,
      Path folder,
      int parallelism,
      int dimension,
      String... more) {
    ReceiptKeys.readOrCreate(
        folder.resolve("receipt-keys.json"), new SecureRandom(), Instant.EPOCH);
    String yaml =
        """
        model: test
        topics: {prefix: "%s-"}
        kafka: {bootstrap.servers: "%s"}
        intake: {dimension: %d, max-event-bytes: 65536}
        device: cpu
        parallelism: %d
        checkpoints: {directory: checkpoints, interval: PT0.2S}
        model-store: {directory: models, keep-versions: 1000}
        receipts: {key-file: receipt-keys.json}
        flink:
          restart-strategy.exponential-delay.initial-backoff: 50 ms
          heartbeat.interval: 500
          heartbeat.timeout: 5000
        %s
        """
            .formatted(prefix, bootstrap, dimension, parallelism, String.join("\n", more));
    return ConfigurationFile.parse(yaml, folder, Map.of(ConfigurationFile.KEY_VARIABLE, KEY));
  }

  JobSettings settings() {
    return settings;
  }

  EventSender sender() {
    return sender;
  }

  VersionStore versions() {
    return new VersionStore(settings.modelStore(), settings.model());
  }

  EmbeddedFlink flink() {
    if (flink == null) {
      throw new IllegalStateException("not started");
    }
    return flink;
  }

  JobRun start() {
    return start(settings, Optional.empty());
  }

  JobRun start(JobSettings changed, Optional<Path> restoreFrom) {
    flink = EmbeddedFlink.start(changed, restoreFrom);
    return this;
  }

  void send(List<Object> messages) {
    for (Object message : messages) {
      if (message instanceof LabeledEvent event) {
        sender.send(event);
      } else if (message instanceof DeletionEvent deletion) {
        sender.send(deletion);
      }
    }
    sender.flush();
  }

  /** Waits until a published version reflects everything sent through {@link #sender}. */
  Manifest awaitEverything() {
    SortedMap<String, SortedMap<Integer, Long>> ends = sender.flush();
    await(() -> versions().current().map(version -> version.offsets().equals(ends)).orElse(false));
    return versions().current().orElseThrow();
  }

  static void await(BooleanSupplier condition) {
    await(condition, () -> "");
  }

  /**
   * @param state to tell if it is waited for in vain
   */
  static void await(BooleanSupplier condition, Supplier<String> state) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as(() -> "gave up waiting: " + state.get())
          .isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** The published model is that of the live examples, and every event is accounted for. */
  AuditResult requireExact(Manifest version) {
    AuditResult audit = VersionAudit.run(settings, version);
    assertThat(audit.equal()).as(audit.toString()).isTrue();
    assertThat(version.accounting().balanced()).as(version.accounting().toString()).isTrue();
    return audit;
  }

  /**
   * Every request is answered once, and the log is whole; waits for it.
   *
   * @return the answers, in the order of their numbers
   */
  List<DeletionReceipt> requireReceipts(int requests) {
    await(() -> answers(receipts()).size() >= requests);
    List<DeletionReceipt> receipts = receipts();
    List<DeletionReceipt> answers = answers(receipts);
    assertThat(answers).hasSize(requests);
    requireOneOfEachStage(receipts);
    requireVerified();
    assertThat(receipts)
        .filteredOn(receipt -> receipt.getStatus() == ReceiptStatus.REPEATED)
        .allSatisfy(
            repeated -> {
              DeletionReceipt first = receipts.get((int) (repeated.getRepeatOf() - 1));
              assertThat(first.getRequestId()).isEqualTo(repeated.getRequestId());
              assertThat(first.getExamplesRemoved()).isEqualTo(repeated.getExamplesRemoved());
            });
    return answers;
  }

  /** Of every request that was applied, waits until it is sealed; then all is as it should be. */
  void requireSealed(int requests) {
    requireReceipts(requests);
    await(() -> count(ReceiptStage.SEALED) == count(ReceiptStage.APPLIED));
    List<DeletionReceipt> receipts = receipts();
    requireOneOfEachStage(receipts);
    requireVerified();
    assertThat(count(ReceiptStage.PUBLISHED)).isEqualTo(count(ReceiptStage.APPLIED));
    assertThat(receipts)
        .filteredOn(receipt -> receipt.getStage() == ReceiptStage.SEALED)
        .allSatisfy(last -> assertThat(last.getOutstanding()).isEmpty());
  }

  private long count(ReceiptStage stage) {
    return receipts().stream().filter(receipt -> receipt.getStage() == stage).count();
  }

  private static List<DeletionReceipt> answers(List<DeletionReceipt> receipts) {
    return receipts.stream().filter(receipt -> ANSWERS.contains(receipt.getStage())).toList();
  }

  private static void requireOneOfEachStage(List<DeletionReceipt> receipts) {
    assertThat(receipts)
        .extracting(DeletionReceipt::getSequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, receipts.size()).boxed().toList());
    assertThat(receipts)
        .extracting(
            DeletionReceipt::getRequestPartition,
            DeletionReceipt::getRequestOffset,
            DeletionReceipt::getStage)
        .doesNotHaveDuplicates();
  }

  /** By somebody who has the public keys and the receipts, and none of the code that made them. */
  private void requireVerified() {
    Path folder = settings.modelStore().resolveSibling("receipts");
    ReceiptFolder.write(folder, receipts(), settings.receipts().keys().publicKeys());
    List<ReceiptVerdict> refused = new ArrayList<>();
    Verification verification =
        new ReceiptVerifier(VerificationSettings.of(folder))
            .verify(
                verdict -> {
                  if (!verdict.verified()) {
                    refused.add(verdict);
                  }
                });
    assertThat(refused).isEmpty();
    assertThat(verification.problems()).isEmpty();
  }

  List<DeletionReceipt> receipts() {
    return ReceiptLog.read(settings.kafka(), settings.topics().deletionReceipts());
  }

  List<DeadLetter> deadLetters() throws MalformedEventException {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (TopicReader reader = new TopicReader(settings.kafka(), settings.topics().deadLetters())) {
      reader.readAll(records::add);
    }
    SingleObjectCodec<DeadLetter> codec = SingleObjectCodec.of(DeadLetter.class);
    List<DeadLetter> letters = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> kafka : records) {
      letters.add(codec.decode(kafka.value()));
    }
    return letters;
  }

  void stop() {
    if (flink != null) {
      flink.close();
      flink = null;
    }
  }

  @Override
  public void close() {
    stop();
    sender.close();
  }
}
