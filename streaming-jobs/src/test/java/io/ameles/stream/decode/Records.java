package io.ameles.stream.decode;

import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.SingleObjectCodec;
import io.ameles.stream.Fixtures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records as they come from Kafka. */
final class Records {
  /** One character more than a text may have. */
  static final String TOO_LONG = "x".repeat(IntakeRules.MAX_TEXT + 1);

  private Records() {}

  /** A valid event; change what should be wrong with it. */
  static LabeledEvent.Builder event() {
    return LabeledEvent.newBuilder()
        .setId("1")
        .setSubject("anna")
        .setLabel("cat")
        .setTask("zoo")
        .setOccurredAt(Instant.ofEpochMilli(Fixtures.RECORDED_AT))
        .setFeatures(features(3, 0, 4, 0));
  }

  /** A valid deletion of a subject; change what should be wrong with it. */
  static DeletionEvent.Builder deletion() {
    return DeletionEvent.newBuilder()
        .setRequestId("request")
        .setScope(DeletionScope.SUBJECT)
        .setSubject("anna")
        .setRequestedAt(Instant.ofEpochMilli(Fixtures.RECORDED_AT));
  }

  static ByteBuffer features(float... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  static byte[] encode(LabeledEvent.Builder event) {
    return SingleObjectCodec.of(LabeledEvent.class).encode(event.build());
  }

  static byte[] encode(DeletionEvent.Builder deletion) {
    return SingleObjectCodec.of(DeletionEvent.class).encode(deletion.build());
  }

  static RawRecord record(LabeledEvent.Builder event) {
    return record(encode(event));
  }

  static RawRecord record(DeletionEvent.Builder deletion) {
    return record(encode(deletion));
  }

  static RawRecord record(byte @Nullable [] value) {
    return at(0, 0, value);
  }

  static RawRecord at(int partition, long offset, byte @Nullable [] value) {
    return new RawRecord(
        Fixtures.EVENTS_TOPIC,
        new Position(partition, offset),
        Fixtures.RECORDED_AT,
        value == null ? -1 : value.length,
        value);
  }

  /** What a deletion brings. */
  static List<LabeledEvent> bringing(LabeledEvent.Builder... events) {
    return Stream.of(events).map(LabeledEvent.Builder::build).toList();
  }
}
