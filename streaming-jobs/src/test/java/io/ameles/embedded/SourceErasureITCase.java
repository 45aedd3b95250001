package io.ameles.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.client.EventSender;
import io.ameles.model.version.Manifest;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.ReceiptStage;
import io.ameles.stream.decode.Position;
import io.ameles.stream.topic.KafkaRecordLookup;
import io.ameles.stream.topic.RecordLookup;
import io.ameles.stream.topic.SourceRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is forgotten goes from the source as well, and the models do not notice. */
class SourceErasureITCase {
  private static final String ON = "source-erasure: {enabled: true}";
  private static final String CANARY = "canary-subject-4711";
  private static final long TIME = 1_700_000_000_000L;

  @RegisterExtension static final EmbeddedKafkaBinding KAFKA = new EmbeddedKafkaBinding();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"hashmap, contributions", "rocksdb, digests"})
  void afterCompactionNoByteOfAForgottenSubjectCanBeReadAndTheAuditIsEqual(
      String backend, String mode) throws Exception {
    AvroGuards.establish();
    List<LabeledEvent> canary = events(CANARY, 20);
    try (JobRun run =
        new JobRun(
            KAFKA.broker(),
            "compacted-" + mode,
            folder,
            2,
            "  state.backend.type: " + backend,
            "ledger: {mode: " + mode + "}",
            ON)) {
      compactEagerly(run.settings().topics().labeledEvents());
      run.start();
      run.send(new ArrayList<>(canary));
      run.send(new ArrayList<>(canary.subList(0, 5))); // sent twice
      run.send(new ArrayList<>(events("someone", 500)));
      awaitEverything(run);
      assertThat(valuesOf(run)).anyMatch(value -> value.contains(CANARY));

      run.send(List.of(forget("now", CANARY, canary)));
      awaitEverything(run);
      run.send(new ArrayList<>(canary.subList(0, 2))); // comes again, and is covered
      awaitEverything(run);
      // Whatever is in a partition's newest segment is not compacted: it must not stay the newest.
      for (int i = 0; valuesOf(run).stream().anyMatch(value -> value.contains("canary")); i++) {
        assertThat(i).as("rounds of waiting for compaction").isLessThan(400);
        run.send(new ArrayList<>(events("filler-" + i, 20)));
        LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
      }

      Manifest version = awaitEverything(run);
      run.requireExact(version);
      DeletionReceipt receipt = applied(run, "now");
      assertThat(receipt.getExamplesRemoved()).isEqualTo(canary.size());
      assertThat(receipt.getErasedAtSource()).isEqualTo(canary.size());
      assertThat(receipt.getOutOfScope()).anyMatch(place -> place.contains("erasedAtSource"));
      assertThat(run.deadLetters()).isEmpty();
      assertThat(version.accounting().forgotten()).isEqualTo(canary.size());
      assertThat(valuesOf(run)).anyMatch(value -> value.contains("someone"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void theModelOfAnyStreamIsThatOfItsLiveExamples(int parallelism) throws Exception {
    StreamScenario scenario = StreamScenario.of(17, 1_500);
    try (JobRun run =
        new JobRun(KAFKA.broker(), "scenario-" + parallelism, folder, parallelism, ON).start()) {
      run.send(scenario.messages());

      run.requireExact(awaitEverything(run));
      assertThat(tombstones(run)).isNotEmpty();
    }
  }

  @Test
  void everyTombstoneIsWrittenOnceWhateverFails() throws Exception {
    int subjects = 30;
    int examples = 10;
    try (JobRun run = new JobRun(KAFKA.broker(), "failing", folder, 2, ON).start()) {
      for (int i = 0; i < subjects; i++) {
        run.send(new ArrayList<>(events("subject-" + i, examples)));
      }
      awaitEverything(run);
      for (int i = 0; i < 20; i++) {
        run.send(List.of(forget("request-" + i, "subject-" + i, List.of())));
        if (i % 5 == 2) {
          LockSupport.parkNanos(Duration.ofMillis(130 * i % 500).toNanos());
          run.flink().replaceTaskManager();
        }
      }
      run.requireExact(awaitEverything(run));
      JobRun.await(() -> tombstones(run).size() >= 20 * examples);

      assertThat(tombstones(run))
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 20)
                  .boxed()
                  .flatMap(i -> events("subject-" + i, examples).stream())
                  .map(
                      event ->
                          "%d:%s:%s"
                              .formatted(
                                  event.getSubject().length(), event.getSubject(), event.getId()))
                  .toList());
    }
  }

  /** The key is the subject, against the rule: a tombstone would erase what is live. */
  @Test
  void whereTheKeyIsTheSubjectNothingIsErased() throws Exception {
    try (JobRun run = new JobRun(KAFKA.broker(), "by-subject", folder, 2, ON).start();
        EventSender bySubject = new EventSender(run.settings().kafka(), run.settings().topics())) {
      List<LabeledEvent> events = events("anna", 10);
      events.forEach(bySubject::send);
      SortedMap<String, SortedMap<Integer, Long>> sent = bySubject.flush();
      JobRun.await(() -> reflects(run, sent));
      DeletionEvent one =
          DeletionEvent.newBuilder(forget("one", "anna", List.of()))
              .setScope(DeletionScope.EXAMPLES)
              .setExampleIds(List.of(events.get(3).getId()))
              .build();
      run.send(List.of(one));
      Manifest version = awaitEverything(run);

      assertThat(version.liveExamples()).isEqualTo(9);
      run.requireExact(version);
      run.send(List.of(forget("all", "anna", List.of())));
      awaitEverything(run);
      assertThat(tombstones(run)).isEmpty();
      assertThat(applied(run, "one").getErasedAtSource()).isZero();
      assertThat(applied(run, "one").getExamplesRemoved()).isEqualTo(1);
    }
  }

  @Test
  void recordsAreFoundWhereTheyLieAndWhatIsGoneIsMissing() throws Exception {
    KAFKA.createTopics(2, "lookup");
    String broker = KAFKA.bootstrapServers();
    try (Producer<String, String> producer = TopicWriter.producer(broker, Map.of())) {
      TopicWriter.send(
          producer,
          IntStream.range(0, 3_000)
              .mapToObj(i -> new ProducerRecord<>("lookup", i % 2, "key " + i, "value " + i))
              .toList());
      TopicWriter.send(producer, List.of(new ProducerRecord<>("lookup", 0, null, "without a key")));
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
      admin
          .deleteRecords(Map.of(new TopicPartition("lookup", 1), RecordsToDelete.beforeOffset(10)))
          .all()
          .get();
    }
    Properties kafka = new Properties();
    kafka.put("bootstrap.servers", broker);
    try (RecordLookup lookup = KafkaRecordLookup.opener(kafka, "lookup").open()) {
      Map<Position, SourceRecord> found =
          lookup.find(
              new TreeSet<>(
                  List.of(
                      new Position(0, 0),
                      new Position(0, 1),
                      new Position(0, 1_400),
                      new Position(0, 1_500),
                      new Position(0, 1_501), // never was
                      new Position(1, 9), // deleted
                      new Position(1, 10),
                      new Position(1, 1_499))));

      assertThat(found.keySet())
          .containsExactlyInAnyOrder(
              new Position(0, 0),
              new Position(0, 1),
              new Position(0, 1_400),
              new Position(0, 1_500),
              new Position(1, 10),
              new Position(1, 1_499));
      assertThat(found.get(new Position(0, 1_400)).key()).asString(UTF_8).isEqualTo("key 2800");
      assertThat(found.get(new Position(1, 10)).value()).asString(UTF_8).isEqualTo("value 21");
      assertThat(found.get(new Position(0, 1_500)).key()).isNull();
      assertThat(lookup.find(new TreeSet<>(List.of(new Position(0, 5))))).hasSize(1);
      assertThat(lookup.find(new TreeSet<>())).isEmpty();
    }
  }

  private static DeletionReceipt applied(JobRun run, String request) {
    List<DeletionReceipt> found = new ArrayList<>();
    JobRun.await(
        () -> {
          found.clear();
          run.receipts().stream()
              .filter(receipt -> receipt.getRequestId().equals(request))
              .filter(receipt -> receipt.getStage() == ReceiptStage.APPLIED)
              .forEach(found::add);
          return !found.isEmpty();
        });
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static void compactEagerly(String topic) throws Exception {
    Map<String, String> settings =
        Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "100",
            "min.cleanable.dirty.ratio", "0.001",
            "max.compaction.lag.ms", "200",
            "delete.retention.ms", "100",
            "file.delete.delay.ms", "100");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrapServers()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  settings.entrySet().stream()
                      .map(
                          entry ->
                              new AlterConfigOp(
                                  new ConfigEntry(entry.getKey(), entry.getValue()),
                                  AlterConfigOp.OpType.SET))
                      .toList()))
          .all()
          .get();
    }
  }

  /** The job writes to its own input, so there may be more in it than what was sent. */
  private static Manifest awaitEverything(JobRun run) {
    SortedMap<String, SortedMap<Integer, Long>> ends = run.sender().flush();
    JobRun.await(() -> reflects(run, ends));
    return run.versions().current().orElseThrow();
  }

  private static boolean reflects(JobRun run, SortedMap<String, SortedMap<Integer, Long>> ends) {
    return run.versions().current().stream()
        .anyMatch(
            version ->
                ends.entrySet().stream()
                    .allMatch(
                        topic ->
                            topic.getValue().entrySet().stream()
                                .allMatch(
                                    end ->
                                        version
                                                .offsets()
                                                .getOrDefault(topic.getKey(), new TreeMap<>())
                                                .getOrDefault(end.getKey(), 0L)
                                            >= end.getValue())));
  }

  /** Everything that anybody can read from the source, aborted transactions included. */
  private static List<String> valuesOf(JobRun run) {
    return records(run, "read_uncommitted").stream()
        .filter(record -> record.value() != null)
        .map(record -> new String(record.value(), ISO_8859_1))
        .toList();
  }

  private static List<String> tombstones(JobRun run) {
    return records(run, "read_committed").stream()
        .filter(record -> record.value() == null)
        .map(record -> new String(record.key(), UTF_8))
        .toList();
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(JobRun run, String isolation) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            KAFKA.bootstrapServers(),
            "isolation.level",
            isolation,
            "fetch.max.wait.ms",
            10);
    String topic = run.settings().topics().labeledEvents();
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
      while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.get(it))) {
        consumer.poll(Duration.ofMillis(100)).forEach(read::add);
      }
      return read;
    }
  }

  private static DeletionEvent forget(String id, String subject, List<LabeledEvent> brought) {
    return DeletionEvent.newBuilder()
        .setRequestId(id)
        .setScope(DeletionScope.SUBJECT)
        .setSubject(subject)
        .setRequestedAt(Instant.ofEpochMilli(TIME + 1_000_000))
        .setExamples(brought)
        .build();
  }

  private static List<LabeledEvent> events(String subject, int count) {
    return IntStream.range(0, count).mapToObj(i -> event(subject, i)).toList();
  }

  private static LabeledEvent event(String subject, int i) {
    float[] features = new float[StreamScenario.DIMENSION];
    for (int j = 0; j < features.length; j++) {
      features[j] = (float) Math.sin(subject.hashCode() % 97 * (i + 1.37) + j * j);
    }
    return LabeledEvent.newBuilder()
        .setId("example-" + i)
        .setSubject(subject)
        .setLabel("label-" + i % 3)
        .setOccurredAt(Instant.ofEpochMilli(TIME + i))
        .setFeatures(EventSender.features(features))
        .build();
  }
}
