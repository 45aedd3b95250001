package io.ameles.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ameles.client.EventSender;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.SingleObjectCodec;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A way in which a labelled event can be unusable.
 *
 * @param code that it must get
 * @param spoil makes the record's value from a good event
 */
record Poison(DeadLetterCode code, Spoiling spoil) {
  private static final SingleObjectCodec<LabeledEvent> CODEC =
      SingleObjectCodec.of(LabeledEvent.class);
  private static final String LONG = "x".repeat(257);

  /** Makes a value that cannot be used. */
  interface Spoiling {
    byte @Nullable [] of(LabeledEvent good);
  }

  /** Every one of them. */
  static final List<Poison> ALL =
      List.of(
          new Poison(DeadLetterCode.NULL_VALUE, good -> null),
          bytes(DeadLetterCode.EMPTY_VALUE, value -> new byte[0]),
          bytes(DeadLetterCode.NOT_SINGLE_OBJECT, value -> "{\"id\": 1}".getBytes(UTF_8)),
          bytes(DeadLetterCode.UNKNOWN_SCHEMA, value -> flip(value, 4)),
          bytes(DeadLetterCode.MALFORMED_BODY, value -> Arrays.copyOf(value, value.length - 5)),
          bytes(DeadLetterCode.TRAILING_BYTES, value -> Arrays.copyOf(value, value.length + 1)),
          bytes(DeadLetterCode.TOO_LARGE, value -> Arrays.copyOf(value, 70_000)),
          event(DeadLetterCode.WRONG_DIMENSION, e -> e.setFeatures(features(1, 2, 3))),
          event(DeadLetterCode.NOT_FINITE, e -> e.setFeatures(filled(Float.NaN))),
          event(DeadLetterCode.NOT_FINITE, e -> e.setFeatures(filled(Float.NEGATIVE_INFINITY))),
          event(DeadLetterCode.ZERO_VECTOR, e -> e.setFeatures(filled(0))),
          event(DeadLetterCode.INVALID_ID, e -> e.setId("")),
          event(DeadLetterCode.INVALID_ID, e -> e.setId(LONG)),
          event(DeadLetterCode.INVALID_SUBJECT, e -> e.setSubject("")),
          event(DeadLetterCode.INVALID_LABEL, e -> e.setLabel("")),
          event(DeadLetterCode.INVALID_LABEL, e -> e.setLabel(LONG)),
          event(DeadLetterCode.INVALID_TASK, e -> e.setTask(LONG)),
          event(DeadLetterCode.INVALID_REVISION, e -> e.setRevision(-1)),
          event(
              DeadLetterCode.TIME_IN_FUTURE,
              e -> e.setOccurredAt(Clock.systemUTC().instant().plus(Duration.ofHours(1)))),
          event(
              DeadLetterCode.TIME_IN_FUTURE,
              e -> e.setOccurredAt(Instant.ofEpochMilli(Long.MAX_VALUE))),
          event(DeadLetterCode.CONFLICTING_CONTENT, e -> e.setLabel("another label")));

  private static Poison bytes(DeadLetterCode code, UnaryOperator<byte[]> spoil) {
    return new Poison(code, good -> spoil.apply(CODEC.encode(good)));
  }

  private static Poison event(DeadLetterCode code, UnaryOperator<LabeledEvent.Builder> spoil) {
    return new Poison(
        code, good -> CODEC.encode(spoil.apply(LabeledEvent.newBuilder(good)).build()));
  }

  private static byte[] flip(byte[] bytes, int index) {
    byte[] copy = bytes.clone();
    copy[index] ^= 1;
    return copy;
  }

  private static ByteBuffer filled(float value) {
    float[] values = new float[StreamScenario.DIMENSION];
    Arrays.fill(values, value);
    return features(values);
  }

  private static ByteBuffer features(float... values) {
    return EventSender.features(values);
  }
}
