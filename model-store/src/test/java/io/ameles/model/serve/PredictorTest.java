package io.ameles.model.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.Fixtures;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.Quantization;
import io.ameles.model.encode.Encoder;
import io.ameles.model.encode.EncoderSettings;
import io.ameles.model.encode.TinyModels;
import io.ameles.model.version.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictorTest {
  private static final float[] SECOND_LARGEST = {0.1f, 0.9f, 0.3f};

  @TempDir private Path root;
  private ServedVersions versions;

  @BeforeEach
  void open() {
    versions = new ServedVersions(root);
  }

  private Predictor predictor() {
    return predictor(null, null);
  }

  private Predictor predictor(@Nullable String learner, @Nullable EncoderSettings encoder) {
    return new Predictor(versions.store(), TensorDevice.CPU, new ServeSettings(learner, encoder));
  }

  @Test
  void beforeTheFirstVersionEveryQuestionIsRefusedAndAfterwardsAnswered() {
    try (Predictor predictor = predictor()) {
      Answers none = predictor.predict(List.of(question(1), question(2)));
      assertThat(none.epoch()).isZero();
      assertThat(codes(none)).containsExactly(PredictionCode.NO_VERSION, PredictionCode.NO_VERSION);
      assertThat(predictor.version()).isEmpty();
      versions.publish(1);
      assertThat(predictor.predict(List.of(question(1))).epoch()).isEqualTo(1);
      assertThat(predictor.problem()).isEmpty();
    }
  }

  @Test
  void answersAreTheBestLabelsWithTheScoresOfWhatWasLearned() throws Exception {
    versions.publish(4);
    try (Predictor predictor = predictor()) {
      Answers answers = predictor.predict(List.of(question(1), question(2), question(100)));
      var learned = Quantization.DEFAULT.quantize(SECOND_LARGEST);
      List<ScoredLabel> all =
          List.of(
              new ScoredLabel(ServedVersions.label(4, 1), learned.get(1) * 0x1p-14),
              new ScoredLabel(ServedVersions.label(4, 2), learned.get(2) * 0x1p-14),
              new ScoredLabel(ServedVersions.label(4, 0), learned.get(0) * 0x1p-14));
      assertThat(answers.answers())
          .containsExactly(
              new Answer.Labels("first", all.subList(0, 1)),
              new Answer.Labels("first", all.subList(0, 2)),
              new Answer.Labels("first", all));
      assertThat(all.get(0).score()).isCloseTo(0.9 / Math.sqrt(0.91), within(1e-4));
    }
  }

  @Test
  void everyQuestionCanAskAnotherLearnerAndTheDefaultIsConfigured() {
    versions.publish(1);
    try (Predictor predictor = predictor("second", null)) {
      Answers answers = predictor.predict(List.of(question(1), asking("first"), asking("nobody")));
      assertThat(answers.answers())
          .extracting(Answer::learner)
          .containsExactly("second", "first", null);
      assertThat(labels(answers, 0).get(0).score()).isGreaterThan(9);
      assertThat(labels(answers, 1).get(0).score()).isLessThan(2);
      assertThat(codes(answers)).contains(PredictionCode.UNKNOWN_LEARNER);
    }
  }

  @Test
  void whatEventsAreRefusedForQuestionsAreRefusedForAndTheOthersOfTheBatchAreAnswered() {
    versions.publish(1);
    try (Predictor predictor = predictor()) {
      ByteBuffer features = Question.bytes(SECOND_LARGEST);
      List<Question> questions =
          List.of(
              of(Question.bytes(1, 2)),
              of(Question.bytes(1, Float.NaN, 3)),
              of(Question.bytes(1, Float.POSITIVE_INFINITY, 3)),
              of(Question.bytes(0, -0f, 0)),
              of(ByteBuffer.allocate(0)),
              of(ByteBuffer.allocate(13)),
              new Question(null, null, 0, features, null, null),
              new Question(null, null, 101, features, null, null),
              new Question(null, "", 1, features, null, null),
              new Question(null, "t".repeat(257), 1, features, null, null),
              new Question(null, null, 1, features, ByteBuffer.allocate(1), "image/png"),
              new Question(null, "t".repeat(256), 1, features, null, null));
      assertThat(codes(predictor.predict(questions)))
          .containsExactly(
              PredictionCode.WRONG_DIMENSION,
              PredictionCode.NOT_FINITE,
              PredictionCode.NOT_FINITE,
              PredictionCode.ZERO_VECTOR,
              PredictionCode.WRONG_DIMENSION,
              PredictionCode.WRONG_DIMENSION,
              PredictionCode.INVALID_TOP,
              PredictionCode.INVALID_TOP,
              PredictionCode.INVALID_TASK,
              PredictionCode.INVALID_TASK,
              PredictionCode.NO_ENCODER,
              null);
    }
  }

  @Test
  void picturesGoThroughTheEncoderOfTheVersionAndNoOther() {
    EncoderSettings settings = EncoderSettings.of(TinyModels.onnx(root).toString());
    try (Encoder encoder = Encoder.open(settings, TensorDevice.CPU, TinyModels.DIMENSION)) {
      versions.publish(1, null, encoder.toManifest());
    }
    try (Predictor predictor = predictor(null, settings);
        Predictor other = predictor(null, settings.withBatchSize(3))) {
      List<Question> questions =
          List.of(picture(10, 200, 30), picture(0, 0, 0), cut(picture(1, 2, 3)), question(1));
      Answers answers = predictor.predict(questions);
      assertThat(labels(answers, 0).get(0).label()).isEqualTo(ServedVersions.label(1, 1));
      assertThat(codes(answers))
          .containsExactly(null, PredictionCode.ZERO_VECTOR, PredictionCode.UNREADABLE_IMAGE, null);
      assertThat(codes(other.predict(questions)))
          .containsExactly(
              PredictionCode.NO_ENCODER,
              PredictionCode.NO_ENCODER,
              PredictionCode.UNREADABLE_IMAGE,
              null);
    }
  }

  @Test
  void newerVersionsAnswerAsSoonAsTheyAreFollowedAndOlderOnesNeverAgain() throws IOException {
    versions.publish(1);
    try (Predictor predictor = predictor()) {
      assertThat(epoch(predictor)).isEqualTo(1);
      versions.publish(7);
      assertThat(epoch(predictor)).isEqualTo(1); // nobody looked yet
      predictor.follow();
      assertThat(epoch(predictor)).isEqualTo(7);
      Files.writeString(versions.store().folder().resolve("CURRENT"), "1\n");
      predictor.follow();
      assertThat(epoch(predictor)).isEqualTo(7);
      assertThat(predictor.problem().orElseThrow().code()).isEqualTo(ErrorCode.VERSION_CONFLICT);
      Files.writeString(versions.store().folder().resolve("CURRENT"), "7\n");
      followUntilWell(predictor);
      Files.delete(versions.store().folder().resolve("CURRENT"));
      predictor.follow();
      assertThat(epoch(predictor)).isEqualTo(7);
      assertThat(predictor.problem()).isPresent();
    }
  }

  @Test
  void versionThatIsPurgedGoesOnAnsweringUntilItsSuccessorDoes() {
    versions.publish(1);
    try (Predictor predictor = predictor()) {
      assertThat(epoch(predictor)).isEqualTo(1);
      versions.publish(2, 2L, null);
      versions.store().purge();
      assertThat(versions.store().epochs()).containsExactly(2L);
      assertThat(epoch(predictor)).isEqualTo(1);
      predictor.follow();
      assertThat(epoch(predictor)).isEqualTo(2);
    }
  }

  @Test
  void learnerThatWasPurgedBeforeItsFirstUseIsAskedInTheSuccessorAndWithItTheWholeBatch() {
    versions.publish(1);
    try (Predictor predictor = predictor()) {
      assertThat(epoch(predictor)).isEqualTo(1);
      versions.publish(2, 2L, null);
      versions.store().purge();
      Answers answers = predictor.predict(List.of(question(1), asking("second")));
      assertThat(answers.epoch()).isEqualTo(2);
      assertThat(labels(answers, 0).get(0).label()).startsWith("e000002");
      assertThat(labels(answers, 1).get(0).label()).startsWith("e000002");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"first.safetensors", "manifest.json"})
  void brokenVersionIsReportedAndTheOneBeforeGoesOn(String file) throws IOException {
    versions.publish(1);
    try (Predictor predictor = predictor()) {
      assertThat(epoch(predictor)).isEqualTo(1);
      versions.publish(2);
      damage(2, file);
      predictor.follow();
      assertThat(epoch(predictor)).isEqualTo(1);
      AmelesException problem = predictor.problem().orElseThrow();
      assertThat(problem.code()).isEqualTo(ErrorCode.CORRUPT_FILE);
      versions.publish(3);
      followUntilWell(predictor);
      assertThat(epoch(predictor)).isEqualTo(3);
    }
  }

  @Test
  void brokenVersionWithNoneBeforeAnswersNothingAndSaysItIsNotTheQuestionsFault()
      throws IOException {
    versions.publish(1);
    damage(1, "manifest.json");
    try (Predictor predictor = predictor()) {
      assertThat(codes(predictor.predict(List.of(question(1)))))
          .containsExactly(PredictionCode.UNAVAILABLE);
      assertThat(predictor.problem().orElseThrow().code()).isEqualTo(ErrorCode.CORRUPT_FILE);
    }
  }

  @Test
  void brokenLearnerIsUnavailableAndTheOthersAnswer() throws IOException {
    versions.publish(1);
    damage(1, "second.safetensors");
    try (Predictor predictor = predictor()) {
      for (int i = 0; i < 2; i++) {
        Answers answers = predictor.predict(List.of(asking("second"), question(1)));
        assertThat(codes(answers)).containsExactly(PredictionCode.UNAVAILABLE, null);
        assertThat(answers.answers().get(0).learner()).isEqualTo("second");
      }
    }
  }

  /** Every label says which version it is of, so one glance at an answer shows a mixture. */
  @Test
  void switchingVersionsUnderLoadNeverMixesTwoNorGoesBack() throws Exception {
    versions.publish(1);
    AtomicBoolean publishing = new AtomicBoolean(true);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Predictor predictor = predictor()) {
      List<Future<Long>> askers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        askers.add(threads.submit(() -> askWhile(publishing, predictor)));
      }
      Future<?> follower =
          threads.submit(
              () -> {
                while (publishing.get()) {
                  predictor.follow();
                }
              });
      for (long epoch = 2; epoch <= 150; epoch++) {
        versions.publish(epoch, epoch, null);
        versions.store().purge();
      }
      publishing.set(false);
      follower.get();
      for (Future<Long> asker : askers) {
        assertThat(asker.get()).as("versions that answered").isGreaterThan(3);
      }
      followUntilWell(predictor);
      assertThat(epoch(predictor)).isEqualTo(150);
    } finally {
      threads.shutdownNow();
    }
  }

  private static long askWhile(AtomicBoolean publishing, Predictor predictor) {
    long newest = 0;
    long switches = 0;
    List<Question> questions = List.of(question(3), asking("second"), question(1));
    while (publishing.get()) {
      Answers answers = predictor.predict(questions);
      String version = "e%06d-".formatted(answers.epoch());
      for (int i = 0; i < questions.size(); i++) {
        assertThat(labels(answers, i)).allMatch(label -> label.label().startsWith(version));
      }
      assertThat(answers.epoch()).isGreaterThanOrEqualTo(newest);
      switches += answers.epoch() > newest ? 1 : 0;
      newest = answers.epoch();
    }
    return switches;
  }

  @Test
  void looksLessAndLessOftenAtAVersionThatStaysBroken() throws IOException {
    versions.publish(1);
    try (Predictor predictor = predictor()) {
      epoch(predictor);
      versions.publish(2);
      damage(2, "first.safetensors");
      IntStream.range(0, 100).forEach(i -> predictor.follow());
      versions.publish(3);
      predictor.follow();
      assertThat(epoch(predictor)).isEqualTo(1); // this look was left out
      followUntilWell(predictor);
      assertThat(epoch(predictor)).isEqualTo(3);
    }
  }

  /** Looks are left out after failures, 64 at the most. */
  private static void followUntilWell(Predictor predictor) {
    for (int i = 0; i <= 64; i++) {
      predictor.follow();
    }
    assertThat(predictor.problem()).isEmpty();
  }

  private void damage(long epoch, String file) throws IOException {
    Path path = versions.store().folder().resolve(Long.toString(epoch)).resolve(file);
    byte[] bytes = Files.readAllBytes(path);
    bytes[bytes.length / 2] ^= 1;
    bytes[0] ^= 1;
    Files.write(path, bytes);
  }

  private static long epoch(Predictor predictor) {
    Answers answers = predictor.predict(List.of(question(1)));
    assertThat(labels(answers, 0).get(0).label())
        .isEqualTo(ServedVersions.label(answers.epoch(), 1));
    assertThat(predictor.version().map(Manifest::epoch)).contains(answers.epoch());
    return answers.epoch();
  }

  private static Question question(int top) {
    return Question.of(SECOND_LARGEST, top);
  }

  private static Question asking(String learner) {
    return new Question(learner, null, 1, Fixtures.features(SECOND_LARGEST), null, null);
  }

  private static Question of(ByteBuffer features) {
    return new Question(null, null, 1, features, null, null);
  }

  private static Question picture(int red, int green, int blue) {
    ByteBuffer bytes =
        ByteBuffer.allocate(11)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(1)
            .putInt(1)
            .put((byte) red)
            .put((byte) green)
            .put((byte) blue)
            .flip();
    return new Question(null, null, 1, ByteBuffer.allocate(0), bytes, "application/x-ameles-rgb8");
  }

  private static Question cut(Question picture) {
    ByteBuffer half = picture.payload().slice(0, 9);
    return new Question(null, null, 1, picture.features(), half, picture.payloadType());
  }

  private static List<ScoredLabel> labels(Answers answers, int i) {
    return ((Answer.Labels) answers.answers().get(i)).labels();
  }

  private static List<@Nullable PredictionCode> codes(Answers answers) {
    List<@Nullable PredictionCode> codes = new ArrayList<>();
    for (Answer answer : answers.answers()) {
      codes.add(answer instanceof Answer.Refused refused ? refused.code() : null);
    }
    return codes;
  }
}
