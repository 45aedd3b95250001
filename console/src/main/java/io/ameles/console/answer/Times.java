package io.ameles.console.answer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants as they are written: ISO-8601, UTC, milliseconds at most. */
final class Times {
  private Times() {}

  static String of(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  static String ofMillis(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  static @Nullable String orNull(@Nullable Instant instant) {
    return instant == null ? null : of(instant);
  }
}
