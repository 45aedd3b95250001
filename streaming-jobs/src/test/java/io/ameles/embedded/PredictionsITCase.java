package io.ameles.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.Quantization;
import io.ameles.model.head.Head;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Ranked;
import io.ameles.model.head.Scorer;
import io.ameles.model.version.Manifest;
import io.ameles.model.version.VersionStore;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeadLetter;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.Prediction;
import io.ameles.schema.PredictionRequest;
import io.ameles.schema.ScoredLabel;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.job.JobSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Questions and answers over a real broker, beside a job that learns and forgets. */
class PredictionsITCase {
  private static final String LEARNERS = "learners: [nearest-mean, softmax]";
  private static final String FORGOTTEN = "label-3";

  @RegisterExtension static final EmbeddedKafkaBinding KAFKA = new EmbeddedKafkaBinding();

  @TempDir private Path folder;

  @Test
  void answersDuringLearningAndForgettingAreThoseOfPublishedVersionsToTheLastBit()
      throws Exception {
    StreamScenario scenario = StreamScenario.of(5, 2_000);
    AtomicBoolean asking = new AtomicBoolean(true);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (JobRun run = new JobRun(KAFKA.broker(), "answers", folder, 2, LEARNERS);
        VersionArchive archive = new VersionArchive(run.versions(), folder.resolve("archive"));
        Asker asker = new Asker(run.settings())) {
      set(run.settings().topics().deletionEvents(), "message.timestamp.type", "LogAppendTime", run);
      run.start();
      asker.awaitFirstAnswer();
      Future<?> askingAllTheTime = threads.submit(() -> askWhile(asking, asker));
      List<Object> messages = scenario.messages();
      run.send(messages.subList(0, messages.size() / 2));
      run.awaitEverything();
      run.flink().replaceTaskManager();
      run.send(messages.subList(messages.size() / 2, messages.size()));
      run.awaitEverything();
      run.send(List.of(forget(FORGOTTEN)));
      for (int i = 0; i < 40; i++) {
        run.send(List.of(forgetSubject(i)));
      }
      Manifest last = run.awaitEverything();
      assertThat(last.accounting().deletionDeadLetters()).as("requests refused").isZero();
      JobRun.await(() -> newest(asker) >= last.epoch());
      Instant deleted = lastTimestampOf(run, FORGOTTEN);
      JobRun.await(() -> watermark(asker).isAfter(deleted));
      asking.set(false);
      askingAllTheTime.get();

      List<Prediction> answers = asker.awaitAnswers();
      requirePublished(answers, asker, archive.copies());
      requireForgotten(answers, deleted, archive.copies());
      run.requireReceipts(scenario.deletions() + 41);
      run.requireExact(last);
    } finally {
      asking.set(false);
      threads.shutdownNow();
    }
  }

  private static void askWhile(AtomicBoolean asking, Asker asker) {
    String[] learners = {null, "nearest-mean", "softmax"};
    for (int i = 0; asking.get(); i++) {
      asker.ask(1 + i % 7, learners[i % learners.length]);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  private static long newest(Asker asker) {
    return asker.answers().stream().mapToLong(Prediction::getEpoch).max().orElse(0);
  }

  private static Instant watermark(Asker asker) {
    return asker.answers().stream()
        .filter(answer -> !"softmax".equals(answer.getLearner()))
        .map(Prediction::getDeletionWatermark)
        .filter(watermark -> watermark != null)
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private void requirePublished(List<Prediction> answers, Asker asker, VersionStore versions)
      throws Exception {
    Map<String, Head> heads = new HashMap<>();
    int checked = 0;
    for (Prediction answer : answers) {
      if (answer.getCode() != null) {
        assertThat(answer.getCode()).isEqualTo("NO_VERSION");
        continue;
      }
      PredictionRequest request = asker.request(answer.getId());
      if (request != null) {
        assertThat(labels(answer)).isEqualTo(recomputed(request, answer, versions, heads));
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(500);
    assertThat(answers.stream().map(Prediction::getEpoch).distinct().count()).isGreaterThan(2);
    assertThat(answers).extracting(Prediction::getLearner).contains("nearest-mean", "softmax");
  }

  /** By nothing but the files of the version and the public rule of quantization. */
  private static List<String> recomputed(
      PredictionRequest request, Prediction answer, VersionStore versions, Map<String, Head> heads)
      throws MalformedEventException {
    long epoch = answer.getEpoch();
    Head head =
        heads.computeIfAbsent(
            epoch + answer.getLearner(),
            key -> versions.learner(epoch, answer.getLearner()).solution().head());
    Manifest.Intake intake = versions.manifest(epoch).intake();
    Quantization quantization =
        new Quantization(
            Normalization.valueOf(intake.normalize().toUpperCase(Locale.ROOT)),
            intake.stepExponent());
    float[] embedding = new float[intake.dimension()];
    quantization
        .quantize(request.getFeatures(), intake.dimension())
        .dequantize((float) quantization.step(), embedding, 0);
    try (Scorer scorer = head.openSteady(TensorDevice.CPU)) {
      Queries alone = Queries.of(embedding, 1, intake.dimension());
      List<String> labels = new ArrayList<>();
      for (Ranked ranked : scorer.rank(alone, request.getTop()).get(0)) {
        labels.add(bits(head.labels().get(ranked.label()), ranked.score()));
      }
      return labels;
    }
  }

  private static List<String> labels(Prediction answer) {
    return answer.getLabels().stream()
        .map(label -> bits(label.getLabel(), label.getScore()))
        .toList();
  }

  private static String bits(String label, double score) {
    return label + " " + Long.toHexString(Double.doubleToRawLongBits(score));
  }

  private static void requireForgotten(
      List<Prediction> answers, Instant deleted, VersionStore versions) {
    int after = 0;
    int before = 0;
    for (Prediction answer : answers) {
      if (answer.getCode() != null) {
        continue;
      }
      Instant watermark = answer.getDeletionWatermark();
      if ("softmax".equals(answer.getLearner())) {
        continue; // cannot forget, as its receipts say
      }
      if (watermark != null && watermark.isAfter(deleted)) {
        assertThat(answer.getLabels()).extracting(ScoredLabel::getLabel).doesNotContain(FORGOTTEN);
        Head head = versions.learner(answer.getEpoch(), answer.getLearner()).solution().head();
        assertThat(head.labels()).as("version %d", answer.getEpoch()).doesNotContain(FORGOTTEN);
        after++;
      } else {
        before +=
            answer.getLabels().stream().anyMatch(it -> it.getLabel().equals(FORGOTTEN)) ? 1 : 0;
      }
    }
    assertThat(after).as("answers past the deletion").isPositive();
    assertThat(before).as("answers that name the label before it is deleted").isPositive();
  }

  /** When Kafka received the last request about a label. */
  private static Instant lastTimestampOf(JobRun run, String label) throws MalformedEventException {
    SingleObjectCodec<DeletionEvent> codec = SingleObjectCodec.of(DeletionEvent.class);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (io.ameles.client.TopicReader reader =
        new io.ameles.client.TopicReader(
            run.settings().kafka(), run.settings().topics().deletionEvents())) {
      reader.readAll(records::add);
    }
    Instant last = Instant.EPOCH;
    for (ConsumerRecord<byte[], byte[]> kafka : records) {
      if (label.equals(codec.decode(kafka.value()).getLabel())) {
        last = Instant.ofEpochMilli(Math.max(last.toEpochMilli(), kafka.timestamp()));
      }
    }
    return last;
  }

  private static DeletionEvent forget(String label) {
    return DeletionEvent.newBuilder()
        .setRequestId("forget-" + label)
        .setScope(DeletionScope.LABEL)
        .setLabel(label)
        .setPermanent(true)
        .setRequestedAt(Clock.systemUTC().instant())
        .build();
  }

  private static DeletionEvent forgetSubject(int i) {
    return DeletionEvent.newBuilder()
        .setRequestId("forget-subject-" + i)
        .setScope(DeletionScope.SUBJECT)
        .setSubject("subject-" + i)
        .setRequestedAt(Clock.systemUTC().instant())
        .build();
  }

  @Test
  void garbageIsSetAsideAndUnusableQuestionsAreRefusedAndNothingOfItIsCountedAsAnEvent()
      throws Exception {
    AvroGuards.establish();
    try (JobRun run = new JobRun(KAFKA.broker(), "garbage", folder, 2, LEARNERS).start();
        Asker asker = new Asker(run.settings())) {
      run.send(StreamScenario.of(6, 100).messages());
      run.awaitEverything();
      asker.awaitFirstAnswer();
      asker.send(null, null);
      asker.send(null, new byte[0]);
      asker.send("x".getBytes(UTF_8), "not avro".getBytes(UTF_8));
      asker.send(null, new byte[65_537]);
      asker.send(
          new byte[1_025],
          SingleObjectCodec.of(PredictionRequest.class)
              .encode(question("key", StreamScenario.DIMENSION)));
      asker.send(
          null,
          SingleObjectCodec.of(LabeledEvent.class)
              .encode((LabeledEvent) StreamScenario.of(1, 1).messages().get(0)));
      asker.ask(question("short", 3));
      asker.ask(question("zero", StreamScenario.DIMENSION));
      asker.ask(PredictionRequest.newBuilder(question("who", 8)).setLearner("nobody").build());
      asker.ask(PredictionRequest.newBuilder(question("many", 8)).setTop(1_000).build());
      asker.ask(question("", 8));
      asker.ask(question("i".repeat(300), 8));

      JobRun.await(() -> letters(run).size() >= 6);
      assertThat(letters(run))
          .allMatch(letter -> letter.getTopic().equals("garbage-prediction-requests"))
          .allMatch(letter -> letter.getPayload() == null)
          .extracting(DeadLetter::getCode)
          .containsExactlyInAnyOrder(
              "NULL_VALUE",
              "EMPTY_VALUE",
              "NOT_SINGLE_OBJECT",
              "TOO_LARGE",
              "TOO_LARGE",
              "UNKNOWN_SCHEMA");
      JobRun.await(() -> codes(asker).size() >= 6);
      assertThat(codes(asker))
          .isEqualTo(
              Map.of(
                  "short",
                  "WRONG_DIMENSION",
                  "zero",
                  "ZERO_VECTOR",
                  "who",
                  "UNKNOWN_LEARNER",
                  "many",
                  "INVALID_TOP",
                  "",
                  "INVALID_ID",
                  "i".repeat(256),
                  "INVALID_ID"));
      assertThat(asker.answers())
          .filteredOn(answer -> answer.getCode() != null)
          .allSatisfy(
              answer -> {
                assertThat(answer.getLabels()).isEmpty();
                assertThat(answer.getMessage()).isNotBlank().doesNotContain("nobody");
                assertThat(answer.getDeletionWatermark()).isNull();
              });
      assertThat(run.flink().restarts()).isZero();
      run.requireExact(run.awaitEverything());
    }
  }

  private static PredictionRequest question(String id, int features) {
    return PredictionRequest.newBuilder()
        .setId(id)
        .setFeatures(ByteBuffer.allocate(features * Float.BYTES))
        .build();
  }

  private static Map<String, String> codes(Asker asker) {
    Map<String, String> codes = new HashMap<>();
    asker.answers().stream()
        .filter(answer -> answer.getCode() != null)
        .forEach(answer -> codes.put(answer.getId(), answer.getCode()));
    return codes;
  }

  private static List<DeadLetter> letters(JobRun run) {
    try {
      return run.deadLetters().stream()
          .filter(letter -> letter.getTopic().endsWith("prediction-requests"))
          .toList();
    } catch (MalformedEventException e) {
      throw new AssertionError("the dead letter itself is malformed", e);
    }
  }

  @Test
  void whatAnswersAndWhatLearnsFailWithoutEachOther() throws Exception {
    try (JobRun run = new JobRun(KAFKA.broker(), "regions", folder, 2, LEARNERS).start();
        Asker asker = new Asker(run.settings())) {
      List<Object> messages = StreamScenario.of(8, 600).messages();
      run.send(messages.subList(0, 200));
      run.awaitEverything();
      asker.awaitFirstAnswer();

      limitAnswers(run, "10"); // no answer is that small: the broker refuses them all
      asker.ask(3, null);
      asker.flush();
      JobRun.await(() -> run.flink().restartsOfPredictions() > 0);
      run.send(messages.subList(200, 400));
      run.awaitEverything(); // versions and receipts do not wait for answers
      assertThat(run.flink().restarts()).isZero();
      limitAnswers(run, "1048588");
      asker.awaitAnswers();

      int before = run.flink().restartsOfPredictions();
      Path store = run.versions().folder();
      Path aside = store.resolveSibling("aside");
      Files.move(store, aside);
      Files.createFile(store); // a file where the folder should be: no version can be written
      run.send(messages.subList(400, messages.size()));
      JobRun.await(() -> run.flink().restarts() > 0);
      asker.ask(3, null);
      asker.awaitAnswers(); // by the version that it has
      restore(store, aside);
      Manifest last = run.awaitEverything();
      asker.awaitAnswers();
      assertThat(run.flink().restartsOfPredictions()).isEqualTo(before);
      run.requireExact(last);
    }
  }

  private static void restore(Path store, Path aside) throws IOException {
    Files.delete(store);
    Files.move(aside, store);
  }

  private static void limitAnswers(JobRun run, String bytes) throws Exception {
    set(run.settings().topics().predictions(), "max.message.bytes", bytes, run);
  }

  private static void set(String topic, String name, String value, JobRun run) throws Exception {
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(run.settings().kafka())) {
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)))
          .all()
          .get();
    }
  }

  @Test
  void questionsThatCameWhileTheJobWasDownAreAnsweredAtAnyParallelismAfterwards() {
    int[] parallelisms = {2, 4, 1};
    List<Object> messages = StreamScenario.of(9, 300).messages();
    try (JobRun run = new JobRun(KAFKA.broker(), "rescaled", folder, 2, LEARNERS);
        Asker asker = new Asker(run.settings())) {
      Optional<Path> savepoint = Optional.empty();
      for (int i = 0; i < parallelisms.length; i++) {
        JobSettings settings =
            JobRun.settings(
                KAFKA.broker().bootstrapServers(), "rescaled", folder, parallelisms[i], LEARNERS);
        run.start(settings, savepoint);
        run.send(messages.subList(100 * i, 100 * (i + 1)));
        run.awaitEverything();
        if (i == 0) {
          asker.awaitFirstAnswer();
        }
        asker.awaitAnswers();
        if (i + 1 < parallelisms.length) {
          savepoint = Optional.of(run.flink().stopWithSavepoint(folder.resolve("savepoints")));
          run.stop();
          for (int question = 0; question < 20; question++) {
            asker.ask(2, null);
          }
          asker.flush();
        }
      }
      run.requireExact(run.awaitEverything());
    }
  }
}
