package io.ameles.stream.decode;

import static io.ameles.stream.decode.IntakeRules.MAX_TEXT;

import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.MalformedEventException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The checks that labelled events, deletions and questions share. */
public final class Checks {
  private Checks() {}

  /** Refuses a record over the limit before anybody reads its bytes. */
  public static void size(RawRecord raw, int limit) throws MalformedEventException {
    if (raw.size() > limit) {
      throw new MalformedEventException(
          DeadLetterCode.TOO_LARGE,
          "The value has %d bytes; the limit is %d. Send less, or raise intake.max-event-bytes."
              .formatted(raw.size(), limit));
    }
  }

  /** Returns a text of 1 to {@link IntakeRules#MAX_TEXT} characters. */
  static String text(@Nullable String text, String name, DeadLetterCode code)
      throws MalformedEventException {
    if (text == null || text.isEmpty() || text.length() > MAX_TEXT) {
      throw new MalformedEventException(
          code,
          "%s must have 1 to %d characters and has %d."
              .formatted(name, MAX_TEXT, text == null ? 0 : text.length()));
    }
    return text;
  }

  /** As {@link #text}, for a text that may be absent. */
  static @Nullable String optional(@Nullable String text, String name, DeadLetterCode code)
      throws MalformedEventException {
    return text == null ? null : text(text, name, code);
  }

  /**
   * Returns the time in milliseconds. Compared with Kafka's timestamp and not with the wall clock,
   * so that the verdict is the same whenever the record is read.
   */
  static long time(Instant time, String name, RawRecord raw, Duration maxFuture)
      throws MalformedEventException {
    long millis = time.toEpochMilli();
    // Written so that no hostile timestamp can overflow.
    if (millis > 0 && millis - maxFuture.toMillis() > raw.recordedAt()) {
      throw new MalformedEventException(
          DeadLetterCode.TIME_IN_FUTURE,
          "%s lies more than %s after the record's Kafka timestamp; check the producer's clock."
              .formatted(name, maxFuture));
    }
    return millis;
  }
}
