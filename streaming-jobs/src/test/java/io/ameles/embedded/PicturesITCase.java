package io.ameles.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.audit.VersionAudit;
import io.ameles.model.AmelesException;
import io.ameles.model.Contribution;
import io.ameles.model.ErrorCode;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.encode.Cifar;
import io.ameles.model.encode.Encoder;
import io.ameles.model.encode.EncoderSettings;
import io.ameles.model.encode.RgbImage;
import io.ameles.model.encode.TinyModels;
import io.ameles.model.head.Queries;
import io.ameles.model.head.Scorer;
import io.ameles.model.learn.Combiner;
import io.ameles.model.learn.StateDigest;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.model.version.LearnerSnapshot;
import io.ameles.model.version.Manifest;
import io.ameles.schema.AvroGuards;
import io.ameles.schema.DeadLetter;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.ReceiptStatus;
import io.ameles.stream.job.JobSettings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From pixels to predictions: pictures in events, through a broker and a cluster, to a version. */
class PicturesITCase {
  private static final Logger LOG = LoggerFactory.getLogger(PicturesITCase.class);
  private static final int LABELS = 10;
  private static final long START = 1_700_000_000_000L;

  @RegisterExtension static final EmbeddedKafkaBinding KAFKA = new EmbeddedKafkaBinding();

  @TempDir private Path folder;

  @Test
  void versionOfPhotographsIsThatOfTheirEmbeddingsAndPredicts() throws Exception {
    Cifar cifar = Cifar.find();
    AvroGuards.establish();
    RgbImage[] photographs = cifar.photographs();
    String[] labels = cifar.labels();
    List<Integer> shown = shuffled(labels.length / 100 * LABELS);
    List<Integer> learned = shown.subList(0, shown.size() * 3 / 4);
    List<Integer> kept = shown.subList(shown.size() * 3 / 4, shown.size());
    JobSettings settings = settings("photographs", Cifar.DIMENSION, cifar.encoder());
    try (JobRun run = new JobRun(KAFKA.broker(), settings).start()) {
      List<Object> events = new ArrayList<>();
      for (int i : learned) {
        events.add(photograph(i, labels[i], photographs[i]));
      }
      List<LabeledEvent> damaged = damaged(photographs[0]);
      events.addAll(40, damaged);
      events.addAll(90, events.subList(0, 10)); // delivered twice
      run.send(events.subList(0, 60));
      run.awaitEverything();
      run.flink().replaceTaskManager();
      run.send(events.subList(60, 110));
      run.awaitEverything();
      Path savepoint = run.flink().stopWithSavepoint(folder.resolve("savepoints"));
      run.stop();
      run.start(settings, Optional.of(savepoint));
      run.send(events.subList(110, events.size()));
      run.awaitEverything(); // so that the request does not overtake what it is about
      run.send(List.of(forget("person-3")));
      Manifest version = run.awaitEverything();

      List<Integer> live = learned.stream().filter(i -> i % 7 != 3).toList();
      int forgotten = learned.size() - live.size();
      assertThat(version.liveExamples()).isEqualTo(live.size());
      assertThat(version.accounting())
          .isEqualTo(
              new Manifest.Accounting(
                  events.size(), learned.size(), 10, 0, damaged.size(), forgotten, 1, 0));
      assertThat(version.learner("nearest-mean").stateDigest())
          .isEqualTo(digest(cifar.encoder(), pick(photographs, live), pick(labels, live)));
      run.requireExact(version);
      requireLetters(run, damaged.size());
      double accuracy =
          accuracy(run, version, cifar.encoder(), pick(photographs, kept), pick(labels, kept));
      LOG.info(
          "{} photographs learned, {} % of {} others recognised",
          live.size(), 100 * accuracy, kept.size());
      assertThat(accuracy).isGreaterThan(0.5);
    }
  }

  @Test
  void pictureIsSubtractedWhenTheRequestBringsItAsItWasSent() throws Exception {
    AvroGuards.establish();
    EncoderSettings encoder = EncoderSettings.of(TinyModels.onnx(folder).toString());
    JobSettings settings =
        settings("brought", TinyModels.DIMENSION, encoder, "ledger: {mode: digests}");
    try (JobRun run = new JobRun(KAFKA.broker(), settings).start()) {
      List<LabeledEvent> events = new ArrayList<>();
      RgbImage[] pictures = new RgbImage[20];
      for (int i = 0; i < pictures.length; i++) {
        pictures[i] = RgbImage.of(1, 2, new byte[] {1, 2, (byte) i, 4, (byte) (9 * i), 6});
        events.add(photograph(i, "label-" + i % 3, pictures[i]));
      }
      run.send(new ArrayList<>(events));
      List<LabeledEvent> ofPerson3 =
          events.stream().filter(event -> event.getSubject().equals("person-3")).toList();
      DeletionEvent request =
          DeletionEvent.newBuilder(forget("person-3")).setExamples(ofPerson3).build();
      DeletionEvent broken =
          DeletionEvent.newBuilder(request)
              .setRequestId("broken")
              .setExamples(
                  List.of(
                      LabeledEvent.newBuilder(ofPerson3.get(0))
                          .setPayload(ByteBuffer.wrap(new byte[3]))
                          .build()))
              .build();
      run.awaitEverything();
      run.send(List.of(broken, request));
      Manifest version = run.awaitEverything();

      List<DeletionReceipt> receipts = run.requireReceipts(1);
      assertThat(receipts.get(0).getStatus()).isEqualTo(ReceiptStatus.COMPLETED);
      assertThat(receipts.get(0).getExamplesRemoved()).isEqualTo(ofPerson3.size());
      assertThat(version.accounting().deletionDeadLetters()).isEqualTo(1);
      List<Integer> live = IntStream.range(0, 20).filter(i -> i % 7 != 3).boxed().toList();
      String[] labels =
          IntStream.range(0, 20).mapToObj(i -> "label-" + i % 3).toArray(String[]::new);
      assertThat(version.learner("nearest-mean").stateDigest())
          .isEqualTo(digest(encoder, pick(pictures, live), pick(labels, live)));
      run.requireExact(version);
    }
  }

  @Test
  void auditNeedsTheEncoderAndTheArithmeticOfTheVersion() throws Exception {
    AvroGuards.establish();
    EncoderSettings encoder = EncoderSettings.of(TinyModels.onnx(folder).toString());
    JobSettings settings = settings("encoder", TinyModels.DIMENSION, encoder);
    try (JobRun run = new JobRun(KAFKA.broker(), settings).start()) {
      run.send(List.of(photograph(1, "cat", RgbImage.of(1, 1, new byte[] {1, 2, 3}))));
      Manifest version = run.awaitEverything();
      run.requireExact(version);
      Manifest.Encoder stated = version.intake().encoder();
      assertThat(stated.sha256()).matches("[0-9a-f]{64}");
      assertThat(stated.arithmetic()).matches("[0-9a-f]{64}");
      assertThat(stated.settings()).contains("pixels=uint8-nhwc", "batch-size=8");

      JobSettings without = settings("encoder", TinyModels.DIMENSION, null);
      refused(ErrorCode.CONFIGURATION, without, version);
      JobSettings other = settings("encoder", TinyModels.DIMENSION, encoder.withSize(5));
      refused(ErrorCode.CONFIGURATION, other, version);
      refused(ErrorCode.ENGINE, settings, withArithmetic(version, "0".repeat(64)));
    }
  }

  @Test
  void picturesAreSetAsideWithoutAnEncoder() throws Exception {
    AvroGuards.establish();
    JobSettings settings = settings("none", TinyModels.DIMENSION, null);
    try (JobRun run = new JobRun(KAFKA.broker(), settings).start()) {
      run.send(List.of(photograph(1, "cat", RgbImage.of(1, 1, new byte[] {1, 2, 3}))));
      Manifest version = run.awaitEverything();
      assertThat(version.accounting().deadLetters()).isEqualTo(1);
      assertThat(version.intake().encoder()).isNull();
      run.requireExact(version);
      JobRun.await(() -> letters(run).size() == 1);
      assertThat(letters(run)).extracting(DeadLetter::getCode).containsExactly("NO_ENCODER");
    }
  }

  private JobSettings settings(
      String prefix, int dimension, @Nullable EncoderSettings encoder, String... more) {
    List<String> yaml = new ArrayList<>(List.of(more));
    if (encoder != null) {
      yaml.add("encoder: {path: \"%s\", size: %d}".formatted(encoder.path(), encoder.size()));
    }
    return JobRun.settings(
        KAFKA.broker().bootstrapServers(),
        prefix,
        folder,
        2,
        dimension,
        yaml.toArray(String[]::new));
  }

  private static void refused(ErrorCode code, JobSettings settings, Manifest version) {
    assertThatExceptionOfType(AmelesException.class)
        .isThrownBy(() -> VersionAudit.run(settings, version))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }

  private static Manifest withArithmetic(Manifest version, String arithmetic) {
    String stated = version.intake().encoder().arithmetic();
    return Manifest.parse(version.toJson().replace(stated, arithmetic), "test");
  }

  /** In turn as PNG file and as bare pixels. */
  private static LabeledEvent photograph(int i, String label, RgbImage image) {
    boolean file = i % 2 == 0;
    return LabeledEvent.newBuilder()
        .setId("photograph-" + i)
        .setSubject("person-" + i % 7)
        .setLabel(label)
        .setOccurredAt(Instant.ofEpochMilli(START + i))
        .setPayload(ByteBuffer.wrap(file ? png(image) : image.toPayload()))
        .setPayloadType(file ? "image/png" : "application/x-ameles-rgb8")
        .build();
  }

  private static List<LabeledEvent> damaged(RgbImage image) {
    byte[] png = png(image);
    List<LabeledEvent> damaged = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      LabeledEvent whole = photograph(100_000 + 2 * i, "0", image);
      LabeledEvent.Builder event = LabeledEvent.newBuilder(whole);
      switch (i % 4) {
        case 0 -> event.setPayload(ByteBuffer.wrap(Arrays.copyOf(png, png.length / 2)));
        case 1 -> event.setPayloadType("image/jpeg");
        case 2 -> event.setPayloadType("image/tiff");
        default -> event.setPayload(ByteBuffer.allocate(0));
      }
      damaged.add(event.build());
    }
    return damaged;
  }

  private static DeletionEvent forget(String person) {
    return DeletionEvent.newBuilder()
        .setRequestId("forget-" + person)
        .setScope(DeletionScope.SUBJECT)
        .setSubject(person)
        .setRequestedAt(Instant.ofEpochMilli(START + 10_000))
        .build();
  }

  private static void requireLetters(JobRun run, int count) {
    JobRun.await(() -> letters(run).size() >= count);
    Map<String, Integer> codes = new TreeMap<>();
    letters(run).forEach(letter -> codes.merge(letter.getCode(), 1, Integer::sum));
    assertThat(codes)
        .containsExactlyEntriesOf(
            new TreeMap<>(Map.of("INVALID_PAYLOAD", count / 4, "UNREADABLE_IMAGE", count * 3 / 4)));
  }

  private static List<DeadLetter> letters(JobRun run) {
    try {
      return run.deadLetters();
    } catch (MalformedEventException e) {
      throw new AssertionError("the dead letter itself is malformed", e);
    }
  }

  /** What the learner makes of the pictures, without any job. */
  private static String digest(EncoderSettings encoder, RgbImage[] images, String[] labels)
      throws MalformedEventException {
    List<QuantizedVector> vectors = embed(encoder, images);
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < images.length; i++) {
      contributions.add(Contribution.learned(labels[i], null, vectors.get(i)));
    }
    EmbeddingSpace space =
        new EmbeddingSpace(vectors.get(0).dimension(), Quantization.DEFAULT.step());
    try (Combiner combiner = NearestMean.of(space).open(TensorDevice.CPU)) {
      return StateDigest.of(NearestMean.TYPE, combiner.combine(contributions));
    }
  }

  private static double accuracy(
      JobRun run, Manifest version, EncoderSettings encoder, RgbImage[] images, String[] labels)
      throws MalformedEventException {
    LearnerSnapshot learner = run.versions().learner(version.epoch(), "nearest-mean");
    List<String> known = learner.solution().head().labels();
    float[] queries = new float[images.length * Cifar.DIMENSION];
    int row = 0;
    for (QuantizedVector vector : embed(encoder, images)) {
      vector.dequantize((float) Quantization.DEFAULT.step(), queries, row++ * Cifar.DIMENSION);
    }
    try (Scorer scorer = learner.solution().head().open(TensorDevice.CPU)) {
      float[] scores = scorer.score(Queries.of(queries, images.length, Cifar.DIMENSION));
      long right =
          IntStream.range(0, images.length)
              .filter(
                  i -> known.get(best(scores, i * known.size(), known.size())).equals(labels[i]))
              .count();
      return (double) right / images.length;
    }
  }

  private static int best(float[] scores, int from, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      best = scores[from + i] > scores[from + best] ? i : best;
    }
    return best;
  }

  private static List<QuantizedVector> embed(EncoderSettings settings, RgbImage[] images)
      throws MalformedEventException {
    int dimension = settings.path().contains("mobilenet") ? Cifar.DIMENSION : TinyModels.DIMENSION;
    List<QuantizedVector> vectors = new ArrayList<>();
    try (Encoder encoder = Encoder.open(settings, TensorDevice.CPU, dimension)) {
      for (var embedding : encoder.embed(Arrays.asList(images))) {
        vectors.add(Quantization.DEFAULT.quantize(embedding.orThrow()));
      }
    }
    return vectors;
  }

  private static List<Integer> shuffled(int count) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, new Random(17));
    return order;
  }

  private static <T> T[] pick(T[] all, List<Integer> places) {
    T[] picked = Arrays.copyOf(all, places.size());
    Arrays.setAll(picked, i -> all[places.get(i)]);
    return picked;
  }

  private static byte[] png(RgbImage image) {
    BufferedImage pixels =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        pixels.setRGB(
            x, y, (image.get(y, x, 0) << 16) | (image.get(y, x, 1) << 8) | image.get(y, x, 2));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(pixels, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
