package io.ameles.stream.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.encode.EncoderSettings;
import io.ameles.model.encode.RgbImage;
import io.ameles.model.encode.TinyModels;
import io.ameles.schema.DeadLetterCode;
import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.DecodeEventsOperator;
import io.ameles.stream.decode.ImageArrival;
import io.ameles.stream.decode.IntakeRules;
import io.ameles.stream.decode.LedgerInput;
import io.ameles.stream.decode.LedgerInputCodec;
import io.ameles.stream.decode.LostRecord;
import io.ameles.stream.decode.Position;
import io.ameles.stream.decode.Progress;
import io.ameles.stream.state.CodecSerializer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedOperatorTest {
  private static final int BATCH = 3;
  private static final long WAIT_MILLIS = 200;

  @TempDir private Path folder;

  @Test
  void fullBatchGoesOnAtOnceAndEventsWithFeaturesDoNotWait() throws Exception {
    try (var harness = start()) {
      read(harness, picture(0, 10, 0, 0), picture(1, 0, 10, 0), event(9));
      assertThat(positions(harness)).containsExactly(9L);
      read(harness, picture(2, 0, 0, 10));

      assertThat(positions(harness)).containsExactly(9L, 0L, 1L, 2L);
      assertThat(vectors(harness)).endsWith(unit(1, 0, 0), unit(0, 1, 0), unit(0, 0, 1));
    }
  }

  @Test
  void lonePictureWaitsNoLongerThanConfigured() throws Exception {
    try (var harness = start()) {
      harness.setProcessingTime(1_000);
      read(harness, picture(0, 10, 0, 0));
      harness.setProcessingTime(1_000 + WAIT_MILLIS - 1);
      assertThat(positions(harness)).isEmpty();
      harness.setProcessingTime(1_000 + WAIT_MILLIS);
      assertThat(positions(harness)).containsExactly(0L);
    }
  }

  @Test
  void allPicturesPassBeforeTheBarrierAndNothingStays() throws Exception {
    try (var harness = start()) {
      read(harness, picture(0, 10, 0, 0), picture(1, 0, 10, 0));
      assertThat(Barriers.pass(harness, 1).hasState()).isFalse();
      assertThat(positions(harness)).containsExactly(0L, 1L);
      assertThat(Barriers.pass(harness, 2).hasState()).isFalse();
      assertThat(positions(harness)).containsExactly(0L, 1L);
    }
  }

  @Test
  void endOfInputFlushes() throws Exception {
    try (var harness = start()) {
      read(harness, picture(0, 10, 0, 0));
      harness.endInput();
      harness.getOperator().finish();
      assertThat(positions(harness)).containsExactly(0L);
      assertThat(Barriers.side(harness, DecodeEventsOperator.PROGRESS)).hasSize(1);
    }
  }

  @Test
  void pictureWithoutUsableFeaturesIsSetAsideAndCounted() throws Exception {
    try (var harness = start()) {
      read(harness, picture(0, 10, 0, 0), picture(7, 0, 0, 0), picture(2, 0, 0, 10));

      assertThat(positions(harness)).containsExactly(0L, 2L);
      assertThat(Barriers.side(harness, DecodeEventsOperator.LOST))
          .extracting(LostRecord::position, LostRecord::code, LostRecord::topic, LostRecord::size)
          .containsExactly(
              tuple(new Position(0, 7), DeadLetterCode.ZERO_VECTOR, Fixtures.EVENTS_TOPIC, -1));
      assertThat(Barriers.side(harness, DecodeEventsOperator.PROGRESS)).isEmpty();
      Barriers.pass(harness, 1);
      read(harness, picture(8, 1, 1, 1));
      Barriers.pass(harness, 2);
      Barriers.pass(harness, 3);

      List<Progress> progress = Barriers.side(harness, DecodeEventsOperator.PROGRESS);
      assertThat(progress).extracting(one -> one.counts().deadLetters()).containsExactly(1L, 0L);
      assertThat(progress)
          .allSatisfy(
              one -> {
                assertThat(one.counts().received()).isZero();
                assertThat(one.next()).isEmpty();
                assertThat(one.arithmetic()).matches("[0-9a-f]{64}");
              });
    }
  }

  @Test
  void anotherFileThanWasMeantEndsTheJob() throws Exception {
    var harness = harness(rules().encoder().withSha256("0".repeat(64)));
    assertThatExceptionOfType(SuppressRestartsException.class).isThrownBy(harness::open);
  }

  @Test
  void modelThatTakesOneSizeOnlyEndsTheJobUnlessTheSizeIsSet() throws Exception {
    for (int side : List.of(224, 96)) {
      EncoderSettings encoder =
          EncoderSettings.of(TinyModels.onnxOfOneSize(folder, side).toString());
      var harness = harness(encoder);
      assertThatExceptionOfType(SuppressRestartsException.class)
          .isThrownBy(harness::open)
          .havingCause()
          .withMessageContaining("set encoder.size");
      try (var scaled = harness(encoder.withSize(side))) {
        scaled.open();
      }
    }
  }

  private OneInputStreamOperatorTestHarness<LedgerInput, LedgerInput> start() throws Exception {
    var harness = harness(rules().encoder());
    harness.open();
    return harness;
  }

  private OneInputStreamOperatorTestHarness<LedgerInput, LedgerInput> harness(
      EncoderSettings encoder) throws Exception {
    IntakeRules rules = rules();
    var harness =
        new OneInputStreamOperatorTestHarness<LedgerInput, LedgerInput>(
            new EmbedOperator(
                new IntakeRules(
                    rules.dimension(),
                    rules.quantization(),
                    rules.maxEventBytes(),
                    rules.maxFuture(),
                    false,
                    encoder),
                TensorDevice.CPU,
                Fixtures.EVENTS_TOPIC,
                Duration.ofMillis(WAIT_MILLIS)));
    harness.setup(new CodecSerializer<>(LedgerInputCodec.INSTANCE));
    return harness;
  }

  private IntakeRules rules() {
    return new IntakeRules(
            TinyModels.DIMENSION,
            Quantization.DEFAULT,
            10_000,
            Duration.ofMinutes(10),
            false,
            EncoderSettings.of(TinyModels.onnx(folder).toString()).withBatchSize(BATCH))
        .pinned();
  }

  private static void read(
      OneInputStreamOperatorTestHarness<LedgerInput, LedgerInput> harness, LedgerInput... inputs)
      throws Exception {
    for (LedgerInput input : inputs) {
      harness.processElement(new StreamRecord<>(input));
    }
  }

  private static List<Long> positions(OneInputStreamOperatorTestHarness<?, LedgerInput> harness) {
    return harness.extractOutputValues().stream()
        .map(one -> ((Arrival) one).position().offset())
        .toList();
  }

  private static List<QuantizedVector> vectors(
      OneInputStreamOperatorTestHarness<?, LedgerInput> harness) {
    return harness.extractOutputValues().stream().map(one -> ((Arrival) one).vector()).toList();
  }

  private static QuantizedVector unit(int x, int y, int z) {
    int one = 1 << 14;
    return QuantizedVector.of((short) (x * one), (short) (y * one), (short) (z * one));
  }

  private static Arrival event(long offset) {
    return Fixtures.event("anna", "e" + offset).position(0, offset).build();
  }

  private static ImageArrival picture(long offset, int red, int green, int blue) {
    return new ImageArrival(
        event(offset), RgbImage.of(1, 1, new byte[] {(byte) red, (byte) green, (byte) blue}));
  }
}
