package io.ameles.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

class SingleObjectCodecProperties {
  private static final int HEADER = 10;

  private final SingleObjectCodec<LabeledEvent> events = SingleObjectCodec.of(LabeledEvent.class);
  private final SingleObjectCodec<DeletionEvent> deletions =
      SingleObjectCodec.of(DeletionEvent.class);
  private final SingleObjectCodec<DeletionReceipt> receipts =
      SingleObjectCodec.of(DeletionReceipt.class);

  @Property(edgeCases = EdgeCasesMode.NONE)
  void labeledEventsRoundTrip(@ForAll("labeledEvents") LabeledEvent event) throws Exception {
    assertThat(events.decode(events.encode(event))).isEqualTo(event);
  }

  @Property
  void deletionEventsRoundTrip(@ForAll("deletionEvents") DeletionEvent event) throws Exception {
    assertThat(deletions.decode(deletions.encode(event))).isEqualTo(event);
  }

  @Property(tries = 3000)
  void noBytesMakeDecodingThrowAnythingElse(@ForAll byte[] bytes) {
    decodeOrRefuse(events, bytes);
    decodeOrRefuse(events, withBody(events.encode(Fixtures.LABELED_EVENT), bytes));
    decodeOrRefuse(deletions, withBody(deletions.encode(Fixtures.DELETION_EVENT), bytes));
    decodeOrRefuse(receipts, withBody(receipts.encode(Fixtures.DELETION_RECEIPT), bytes));
  }

  @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
  void noMutationMakesDecodingThrowAnythingElse(
      @ForAll @Size(min = 1, max = 6) List<@IntRange(max = Short.MAX_VALUE) Integer> places,
      @ForAll @Size(6) byte[] values,
      @ForAll @IntRange(max = 300) int length) {
    decodeOrRefuse(events, mutated(events.encode(Fixtures.LABELED_EVENT), places, values, length));
    decodeOrRefuse(
        deletions, mutated(deletions.encode(Fixtures.DELETION_EVENT), places, values, length));
    decodeOrRefuse(
        receipts, mutated(receipts.encode(Fixtures.DELETION_RECEIPT), places, values, length));
  }

  @Property(tries = 200)
  void codecStillWorksAfterARefusal(@ForAll byte[] bytes) throws Exception {
    byte[] valid = deletions.encode(Fixtures.DELETION_EVENT);
    decodeOrRefuse(deletions, withBody(valid, bytes));
    assertThat(deletions.decode(valid)).isEqualTo(Fixtures.DELETION_EVENT);
  }

  @Provide
  Arbitrary<LabeledEvent> labeledEvents() {
    return Combinators.combine(
            text(),
            Arbitraries.integers(),
            text().injectNull(0.3),
            text(),
            text().injectNull(0.3),
            instants(),
            bytes(),
            Combinators.combine(bytes().injectNull(0.5), text().injectNull(0.5)).as(Payload::new))
        .as(
            (id, revision, subject, label, task, at, features, payload) ->
                new LabeledEvent(
                    id,
                    revision,
                    subject,
                    label,
                    task,
                    at,
                    features,
                    payload.bytes(),
                    payload.type(),
                    ExampleUse.EVALUATE));
  }

  private record Payload(@Nullable ByteBuffer bytes, @Nullable String type) {}

  private static Arbitrary<ByteBuffer> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(64).map(ByteBuffer::wrap);
  }

  @Provide
  Arbitrary<DeletionEvent> deletionEvents() {
    return Combinators.combine(
            text(),
            Arbitraries.of(DeletionScope.class),
            text().injectNull(0.3),
            text().list().ofMaxSize(5),
            text().injectNull(0.3),
            instants(),
            Arbitraries.of(true, false),
            labeledEvents().list().ofMaxSize(3))
        .as(
            (id, scope, name, ids, other, at, permanent, examples) ->
                new DeletionEvent(
                    id,
                    scope,
                    name,
                    ids,
                    name,
                    other,
                    at,
                    permanent,
                    RequestAction.FORGET,
                    ids,
                    null,
                    other,
                    at,
                    name,
                    examples));
  }

  /** Without lone surrogates, which are no text and have no UTF-8. */
  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .withCharRange('\0', '\ud7ff')
        .withCharRange('\ue000', '\uffff')
        .ofMaxLength(20);
  }

  private static Arbitrary<Instant> instants() {
    return Arbitraries.longs().map(Instant::ofEpochMilli);
  }

  private static byte[] withBody(byte[] encoded, byte[] body) {
    byte[] bytes = Arrays.copyOf(encoded, HEADER + body.length);
    System.arraycopy(body, 0, bytes, HEADER, body.length);
    return bytes;
  }

  /** Some bytes replaced and the end cut off or zeros added; the header stays mostly whole. */
  private static byte[] mutated(byte[] encoded, List<Integer> places, byte[] values, int length) {
    byte[] bytes = encoded.clone();
    for (int i = 0; i < places.size(); i++) {
      int place = HEADER - 1 + places.get(i) % (bytes.length - HEADER + 1);
      bytes[place] = values[i];
    }
    return length % 3 == 0 ? Arrays.copyOf(bytes, length) : bytes;
  }

  private static <T extends SpecificRecordBase> void decodeOrRefuse(
      SingleObjectCodec<T> codec, byte[] bytes) {
    try {
      assertThat(codec.decode(bytes)).isNotNull();
    } catch (MalformedEventException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
