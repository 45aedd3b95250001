package io.ameles.stream.decode;

import static io.ameles.stream.decode.Records.TOO_LONG;
import static io.ameles.stream.decode.Records.encode;
import static io.ameles.stream.decode.Records.event;
import static io.ameles.stream.decode.Records.features;
import static io.ameles.stream.decode.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.encode.EncoderSettings;
import io.ameles.model.encode.RgbImage;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.ExampleUse;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.stream.Fixtures;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EventDecoderTest {
  private static final int MAX_PIXELS = 4;
  private static final RgbImage PICTURE = RgbImage.of(1, 1, new byte[] {1, 2, 3});

  private final Pseudonyms pseudonyms = new Pseudonyms(Fixtures.KEY);
  private final EventDecoder decoder = new EventDecoder(Fixtures.RULES, pseudonyms);
  private final EventDecoder forPictures = new EventDecoder(rules(false), pseudonyms);
  private final EventDecoder forDigests = new EventDecoder(Fixtures.DIGEST_RULES, pseudonyms);

  @Test
  void eventBecomesPseudonymsAndIntegers() throws Exception {
    RawRecord raw = Records.at(3, 14, encode(event().setRevision(2)));

    assertThat(decoder.decode(raw))
        .isEqualTo(
            new Arrival(
                pseudonyms.ofSubject("anna"),
                pseudonyms.ofExample("1"),
                2,
                new Position(3, 14),
                Fixtures.RECORDED_AT,
                Fixtures.RECORDED_AT,
                "cat",
                "zoo",
                ExampleUse.TRAIN,
                QuantizedVector.of((short) 9830, (short) 0, (short) 13107, (short) 0),
                null));
  }

  @Test
  void exampleWithoutASubjectIsItsOwn() throws Exception {
    Arrival arrival = (Arrival) decoder.decode(record(event().setSubject(null).setTask(null)));

    assertThat(arrival.subject()).isEqualTo(pseudonyms.ofExampleAlone("1"));
    assertThat(arrival.task()).isNull();
  }

  @Test
  void digestCoversAllOfTheContent() throws Exception {
    Arrival arrival = (Arrival) forDigests.decode(record(event()));

    assertThat(arrival.contentDigest())
        .isEqualTo(
            pseudonyms.ofContent(
                ExampleUse.TRAIN, Fixtures.RECORDED_AT, "cat", "zoo", arrival.vector()));
  }

  @Test
  void useIsPartOfTheContent() throws Exception {
    LabeledEvent.Builder evaluated = event().setUse(ExampleUse.EVALUATE);
    Arrival arrival = (Arrival) forDigests.decode(record(evaluated));

    assertThat(arrival.use()).isEqualTo(ExampleUse.EVALUATE);
    assertThat(arrival.contentDigest())
        .isNotEqualTo(((Arrival) forDigests.decode(record(event()))).contentDigest());
  }

  @Test
  void textsMayHaveTheirFullLength() throws Exception {
    String longest = TOO_LONG.substring(1);
    LabeledEvent.Builder event =
        event().setId(longest).setSubject(longest).setLabel(longest).setTask(longest);

    assertThat(((Arrival) decoder.decode(record(event))).label()).isEqualTo(longest);
  }

  @Test
  void eventFromTheAllowedFutureIsAccepted() throws Exception {
    long latest = Fixtures.RECORDED_AT + Fixtures.RULES.maxFuture().toMillis();

    LedgerInput arrival =
        decoder.decode(record(event().setOccurredAt(Instant.ofEpochMilli(latest))));
    assertThat(((Arrival) arrival).occurredAt()).isEqualTo(latest);
  }

  @Test
  void eventFromBeforeTheEpochIsAccepted() throws Exception {
    Instant earliest = Instant.ofEpochMilli(Long.MIN_VALUE);

    assertThat(((Arrival) decoder.decode(record(event().setOccurredAt(earliest)))).occurredAt())
        .isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void kafkaTombstoneIsNoEvent() {
    refused(DeadLetterCode.NULL_VALUE, record((byte[]) null));
  }

  @Test
  void emptyValueIsNoEvent() {
    refused(DeadLetterCode.EMPTY_VALUE, record(new byte[0]));
  }

  @Test
  void valueOverTheLimitIsNotReadAtAll() {
    RawRecord raw =
        new RawRecord(
            Fixtures.EVENTS_TOPIC,
            new Position(0, 0),
            Fixtures.RECORDED_AT,
            Fixtures.RULES.maxEventBytes() + 1,
            null);

    refused(DeadLetterCode.TOO_LARGE, raw);
  }

  @Test
  void valueWithoutTheMarkerIsNoEvent() {
    refused(DeadLetterCode.NOT_SINGLE_OBJECT, record(new byte[20]));
  }

  @Test
  void schemaOfAnotherTopicIsUnknown() {
    refused(DeadLetterCode.UNKNOWN_SCHEMA, record(Records.deletion()));
  }

  @Test
  void bodyThatEndsEarlyIsMalformed() {
    byte[] whole = encode(event());

    refused(DeadLetterCode.MALFORMED_BODY, record(Arrays.copyOf(whole, whole.length - 1)));
  }

  @Test
  void bytesAfterTheBodyAreRefused() {
    byte[] whole = encode(event());

    refused(DeadLetterCode.TRAILING_BYTES, record(Arrays.copyOf(whole, whole.length + 1)));
  }

  @Test
  void idMustBeThereAndNotTooLong() {
    refused(DeadLetterCode.INVALID_ID, event().setId(""));
    refused(DeadLetterCode.INVALID_ID, event().setId(TOO_LONG));
  }

  @Test
  void subjectMustBeAbsentOrNotEmptyAndNotTooLong() {
    refused(DeadLetterCode.INVALID_SUBJECT, event().setSubject(""));
    refused(DeadLetterCode.INVALID_SUBJECT, event().setSubject(TOO_LONG));
  }

  @Test
  void labelMustBeThereAndNotTooLong() {
    refused(DeadLetterCode.INVALID_LABEL, event().setLabel(""));
    refused(DeadLetterCode.INVALID_LABEL, event().setLabel(TOO_LONG));
  }

  @Test
  void taskMustBeAbsentOrNotEmptyAndNotTooLong() {
    refused(DeadLetterCode.INVALID_TASK, event().setTask(""));
    refused(DeadLetterCode.INVALID_TASK, event().setTask(TOO_LONG));
  }

  @Test
  void revisionMustNotBeNegative() {
    refused(DeadLetterCode.INVALID_REVISION, event().setRevision(-1));
  }

  @Test
  void correctionNeedsALedgerThatKeepsContributions() {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> forDigests.decode(record(event().setRevision(1))))
        .extracting(MalformedEventException::code)
        .isEqualTo(DeadLetterCode.CORRECTION_UNSUPPORTED);
  }

  @Test
  void featuresMustBeAsManyAsTheModelHas() {
    refused(DeadLetterCode.WRONG_DIMENSION, event().setFeatures(features(1, 2, 3)));
    refused(DeadLetterCode.WRONG_DIMENSION, event().setFeatures(features()));
  }

  @Test
  void featuresMustBeFinite() {
    refused(DeadLetterCode.NOT_FINITE, event().setFeatures(features(1, Float.NaN, 0, 0)));
    refused(
        DeadLetterCode.NOT_FINITE, event().setFeatures(features(1, Float.NEGATIVE_INFINITY, 0, 0)));
  }

  @Test
  void featuresThatAreAllZeroHaveNoDirection() {
    refused(DeadLetterCode.ZERO_VECTOR, event().setFeatures(features(0, -0f, 0, 0)));
  }

  @Test
  void eventFromTheFarFutureIsRefused() {
    long tooLate = Fixtures.RECORDED_AT + Fixtures.RULES.maxFuture().toMillis() + 1;

    refused(DeadLetterCode.TIME_IN_FUTURE, event().setOccurredAt(Instant.ofEpochMilli(tooLate)));
    refused(
        DeadLetterCode.TIME_IN_FUTURE, event().setOccurredAt(Instant.ofEpochMilli(Long.MAX_VALUE)));
  }

  @Test
  void pictureIsDecodedAndWaitsForItsFeatures() throws Exception {
    ImageArrival arrival = (ImageArrival) forPictures.decode(record(picture()));

    assertThat(arrival.image()).isEqualTo(PICTURE);
    assertThat(arrival.event().label()).isEqualTo("cat");
    assertThat(arrival.event().vector().dimension()).isZero();
    assertThat(arrival.embedded(Fixtures.VECTOR).vector()).isEqualTo(Fixtures.VECTOR);
    assertThat(arrival.embedded(Fixtures.VECTOR))
        .usingRecursiveComparison()
        .ignoringFields("vector")
        .isEqualTo(forPictures.decode(record(event())));
  }

  @Test
  void digestOfAPictureIsThatOfItsBytes() throws Exception {
    EventDecoder decoder = new EventDecoder(rules(true), pseudonyms);
    Pseudonym digest = digest(decoder, picture());

    assertThat(digest).isEqualTo(digest(decoder, picture()));
    assertThat(digest)
        .isNotEqualTo(digest(decoder, picture().setLabel("dog")))
        .isNotEqualTo(digest(decoder, picture(RgbImage.of(1, 1, new byte[] {1, 2, 4}))));
  }

  private static Pseudonym digest(EventDecoder decoder, LabeledEvent.Builder event)
      throws MalformedEventException {
    return ((ImageArrival) decoder.decode(record(event))).event().contentDigest();
  }

  @Test
  void pictureNeedsAnEncoder() {
    refused(DeadLetterCode.NO_ENCODER, picture());
  }

  @Test
  void payloadMustBeWholeAndAlone() {
    refused(forPictures, DeadLetterCode.INVALID_PAYLOAD, picture().setPayload(null));
    refused(forPictures, DeadLetterCode.INVALID_PAYLOAD, picture().setPayloadType(null));
    refused(forPictures, DeadLetterCode.INVALID_PAYLOAD, picture().setPayloadType("image/gif"));
    refused(
        forPictures, DeadLetterCode.INVALID_PAYLOAD, picture().setFeatures(event().getFeatures()));
    refused(forPictures, DeadLetterCode.UNREADABLE_IMAGE, picture().setPayloadType("image/png"));
    refused(
        forPictures,
        DeadLetterCode.TOO_LARGE,
        picture(RgbImage.of(1, MAX_PIXELS + 1, new byte[15])));
  }

  private static LabeledEvent.Builder picture() {
    return picture(PICTURE);
  }

  private static LabeledEvent.Builder picture(RgbImage image) {
    return event()
        .setFeatures(ByteBuffer.allocate(0))
        .setPayload(ByteBuffer.wrap(image.toPayload()))
        .setPayloadType("application/x-ameles-rgb8");
  }

  private static IntakeRules rules(boolean digests) {
    IntakeRules plain = Fixtures.RULES;
    EncoderSettings any = EncoderSettings.of("never-opened.onnx");
    return new IntakeRules(
        plain.dimension(),
        plain.quantization(),
        plain.maxEventBytes(),
        plain.maxFuture(),
        digests,
        new EncoderSettings(
            any.path(), null, any.pixels(), 0, any.mean(), any.deviation(), 8, MAX_PIXELS));
  }

  private void refused(DeadLetterCode code, LabeledEvent.Builder event) {
    refused(code, record(event));
  }

  private void refused(DeadLetterCode code, RawRecord raw) {
    refused(decoder, code, raw);
  }

  private static void refused(
      EventDecoder decoder, DeadLetterCode code, LabeledEvent.Builder event) {
    refused(decoder, code, record(event));
  }

  private static void refused(EventDecoder decoder, DeadLetterCode code, RawRecord raw) {
    assertThatExceptionOfType(MalformedEventException.class)
        .isThrownBy(() -> decoder.decode(raw))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("anna", "xxx"));
  }
}
