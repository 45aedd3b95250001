package io.ameles.stream.decode;

import static io.ameles.stream.decode.Records.at;
import static io.ameles.stream.decode.Records.bringing;
import static io.ameles.stream.decode.Records.deletion;
import static io.ameles.stream.decode.Records.encode;
import static io.ameles.stream.decode.Records.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.Quantization;
import io.ameles.model.encode.EncoderSettings;
import io.ameles.model.encode.TinyModels;
import io.ameles.model.request.Requesters;
import io.ameles.model.version.Manifest;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.stream.Barriers;
import io.ameles.stream.Fixtures;
import io.ameles.stream.state.CodecSerializer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeOperatorsTest {
  private static final byte[] GARBAGE = {1, 2, 3};

  @TempDir private Path folder;

  @Test
  void usableEventsGoOnAndOthersAreSetAside() throws Exception {
    try (var harness = start(events(false))) {
      read(harness, at(0, 0, encode(event())));
      read(harness, at(0, 1, GARBAGE));
      read(harness, at(0, 2, null));

      assertThat(harness.extractOutputValues()).hasSize(1);
      assertThat(Barriers.side(harness, DecodeOperator.LOST))
          .extracting(LostRecord::position, LostRecord::code, LostRecord::size)
          .containsExactly(
              tuple(new Position(0, 1), DeadLetterCode.NOT_SINGLE_OBJECT, 3),
              tuple(new Position(0, 2), DeadLetterCode.NULL_VALUE, -1));
    }
  }

  @Test
  void tombstonesOfSourceErasureAreReadAndMeanNothing() throws Exception {
    var operator =
        new DecodeEventsOperator(Fixtures.RULES, Fixtures.KEY, Fixtures.EVENTS_TOPIC, false, true);
    try (var harness = start(operator)) {
      read(harness, at(0, 4, null));
      Barriers.pass(harness, 1);
      read(harness, at(0, 5, new byte[0]));
      Barriers.pass(harness, 2);

      assertThat(harness.extractOutputValues()).isEmpty();
      assertThat(Barriers.side(harness, DecodeOperator.LOST))
          .extracting(LostRecord::code)
          .containsExactly(DeadLetterCode.EMPTY_VALUE);
      assertThat(Barriers.side(harness, DecodeOperator.PROGRESS))
          .containsExactly(
              new Progress(
                  Fixtures.EVENTS_TOPIC,
                  new TreeMap<>(Map.of(0, 5L)),
                  new Manifest.Accounting(0, 0, 0, 0, 0, 0, 0, 0)),
              new Progress(
                  Fixtures.EVENTS_TOPIC,
                  new TreeMap<>(Map.of(0, 6L)),
                  new Manifest.Accounting(1, 0, 0, 0, 1, 0, 0, 0)));
    }
  }

  @Test
  void payloadsAreKeptOnlyWhenConfigured() throws Exception {
    try (var forgetful = start(events(false));
        var keeping = start(events(true))) {
      read(forgetful, at(0, 1, GARBAGE));
      read(keeping, at(0, 1, GARBAGE));

      assertThat(Barriers.side(forgetful, DecodeOperator.LOST).get(0).payload()).isNull();
      assertThat(Barriers.side(keeping, DecodeOperator.LOST).get(0).payload()).isEqualTo(GARBAGE);
    }
  }

  @Test
  void progressIsReportedBeforeTheBarrierAndOnce() throws Exception {
    try (var harness = start(events(false))) {
      read(harness, at(0, 7, encode(event())));
      read(harness, at(0, 8, GARBAGE));
      read(harness, at(3, 0, encode(event())));
      assertThat(Barriers.side(harness, DecodeOperator.PROGRESS)).isEmpty();
      Barriers.pass(harness, 1);
      Barriers.pass(harness, 2);
      read(harness, at(0, 9, encode(event())));
      Barriers.pass(harness, 3);

      assertThat(Barriers.side(harness, DecodeOperator.PROGRESS))
          .containsExactly(
              new Progress(
                  Fixtures.EVENTS_TOPIC,
                  new TreeMap<>(Map.of(0, 9L, 3, 1L)),
                  new Manifest.Accounting(3, 0, 0, 0, 1, 0, 0, 0)),
              new Progress(
                  Fixtures.EVENTS_TOPIC,
                  new TreeMap<>(Map.of(0, 10L)),
                  new Manifest.Accounting(1, 0, 0, 0, 0, 0, 0, 0)));
    }
  }

  @Test
  void progressIsReportedAtTheEndOfTheInput() throws Exception {
    try (var harness = start(events(false))) {
      read(harness, at(0, 7, encode(event())));
      harness.getOperator().finish();

      assertThat(Barriers.side(harness, DecodeOperator.PROGRESS)).hasSize(1);
    }
  }

  @Test
  void deletionsThatNameASubjectGoOnAndTheOthersGoToAll() throws Exception {
    try (var harness = start(deletions())) {
      read(harness, at(0, 0, encode(deletion())));
      read(harness, at(0, 1, encode(deletion().setScope(DeletionScope.LABEL).setLabel("cat"))));

      assertThat(harness.extractOutputValues())
          .extracting(LedgerInput::subjectKey)
          .containsExactly(Fixtures.subject("anna"));
      assertThat(Barriers.side(harness, DecodeDeletionsOperator.FOR_ALL)).hasSize(1);
    }
  }

  @Test
  void deletionsAreCountedApartFromEvents() throws Exception {
    try (var harness = start(deletions())) {
      read(harness, at(0, 0, encode(deletion())));
      read(harness, at(0, 1, GARBAGE));
      Barriers.pass(harness, 1);

      assertThat(Barriers.side(harness, DecodeOperator.PROGRESS))
          .containsExactly(
              new Progress(
                  Fixtures.DELETIONS_TOPIC,
                  new TreeMap<>(Map.of(0, 2L)),
                  new Manifest.Accounting(0, 0, 0, 0, 0, 0, 2, 1)));
      assertThat(Barriers.side(harness, DecodeOperator.LOST)).hasSize(1);
    }
  }

  @Test
  void arithmeticIsStatedOnlyOnceABroughtPictureWasEmbedded() throws Exception {
    IntakeRules rules =
        new IntakeRules(
            TinyModels.DIMENSION,
            Quantization.DEFAULT,
            10_000,
            Duration.ofMinutes(10),
            true,
            EncoderSettings.of(TinyModels.onnx(folder).toString()));
    var operator =
        new DecodeDeletionsOperator(
            rules,
            Fixtures.KEY,
            Fixtures.DELETIONS_TOPIC,
            false,
            TensorDevice.CPU,
            Fixtures.MODEL,
            Requesters.NONE);
    try (var harness = start(operator)) {
      read(harness, at(0, 0, encode(deletion())));
      Barriers.pass(harness, 1);
      read(harness, at(0, 1, encode(deletion().setExamples(bringing(picture(0, 0, 0))))));
      Barriers.pass(harness, 2);
      read(harness, at(0, 2, encode(deletion().setExamples(bringing(picture(10, 0, 0))))));
      Barriers.pass(harness, 3);

      assertThat(Barriers.side(harness, DecodeOperator.LOST)).hasSize(1);
      List<Progress> progress = Barriers.side(harness, DecodeOperator.PROGRESS);
      assertThat(progress).hasSize(3);
      assertThat(progress.subList(0, 2)).extracting(Progress::arithmetic).containsOnlyNulls();
      assertThat(progress.get(2).arithmetic()).matches("[0-9a-f]{64}");
    }
  }

  private static LabeledEvent.Builder picture(int red, int green, int blue) throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, (red << 16) | (green << 8) | blue);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return event()
        .setFeatures(ByteBuffer.allocate(0))
        .setPayload(ByteBuffer.wrap(png.toByteArray()))
        .setPayloadType("image/png");
  }

  private static DecodeEventsOperator events(boolean keepPayloads) {
    return new DecodeEventsOperator(
        Fixtures.RULES, Fixtures.KEY, Fixtures.EVENTS_TOPIC, keepPayloads);
  }

  private static DecodeDeletionsOperator deletions() {
    return new DecodeDeletionsOperator(
        Fixtures.RULES,
        Fixtures.KEY,
        Fixtures.DELETIONS_TOPIC,
        false,
        TensorDevice.CPU,
        Fixtures.MODEL,
        Requesters.NONE);
  }

  private static void read(
      OneInputStreamOperatorTestHarness<RawRecord, LedgerInput> harness, RawRecord raw)
      throws Exception {
    harness.processElement(new StreamRecord<>(raw));
  }

  private static OneInputStreamOperatorTestHarness<RawRecord, LedgerInput> start(
      DecodeOperator operator) throws Exception {
    var harness = new OneInputStreamOperatorTestHarness<>(operator);
    harness.setup(new CodecSerializer<>(LedgerInputCodec.INSTANCE));
    harness.open();
    return harness;
  }
}
