package io.ameles.stream.receipt;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;

/**
 * How long a request may take under one regulation. Counted by the calendar in UTC: a month from
 * the 31st ends on the last day of the next.
 *
 * @param name in configurations, requests and receipts
 * @param period from the receipt of the request to its deadline; a {@link Period} or a {@link
 *     Duration}
 * @param extension by which the deadline can be moved, once; zero: it cannot
 */
public record LegalClock(String name, TemporalAmount period, TemporalAmount extension)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** When a request must be sealed of which the clock started at {@code start}. */
  public Instant deadline(Instant start) {
    return later(start, period);
  }

  /** The deadline instead of {@code deadline}. Never later than the calendar allows. */
  Instant extended(Instant deadline) {
    return later(deadline, extension);
  }

  /** Whether a period that starts at {@code start} takes longer than {@code time}. */
  public boolean runsLongerThan(Duration time, Instant start) {
    return deadline(start).isAfter(start.plus(time));
  }

  /** Whether the deadline can be moved at all. */
  boolean extendable() {
    return extended(Instant.EPOCH).isAfter(Instant.EPOCH);
  }

  private static Instant later(Instant start, TemporalAmount amount) {
    return start.atOffset(ZoneOffset.UTC).plus(amount).toInstant();
  }
}
