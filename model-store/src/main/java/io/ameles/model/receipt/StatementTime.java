package io.ameles.model.receipt;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/**
 * Times as statements hold them: {@code 2026-01-02T03:04:05.678Z}, always with three digits of a
 * second; years beyond 9999 with a plus sign, years before 0 with a minus sign (ISO 8601).
 */
final class StatementTime {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private StatementTime() {}

  static String format(Instant time) {
    return FORMAT.format(time.truncatedTo(ChronoUnit.MILLIS));
  }
}
