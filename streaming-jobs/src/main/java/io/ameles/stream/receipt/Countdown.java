package io.ameles.stream.receipt;

import java.time.Duration;
import java.time.Instant;

/**
 * The legal clock of one request as it runs.
 *
 * @param clock its name
 * @param startedAt from when it runs
 * @param deadline when it ends
 * @param extended whether the deadline was moved
 * @param warned what was said about this deadline
 */
record Countdown(
    String clock, Instant startedAt, Instant deadline, boolean extended, Warning warned) {

  /** What can be said about a deadline, each at most once and in this order. */
  enum Warning {
    /** Nothing yet. */
    NONE,
    /** That it is near. */
    AT_RISK,
    /** That it is over. */
    OVERDUE
  }

  /** A clock that has just started. */
  static Countdown from(String clock, Instant startedAt, Instant deadline) {
    return new Countdown(clock, startedAt, deadline, false, Warning.NONE);
  }

  /** What is to be said of the deadline at {@code now}, whether or not it was said before. */
  Warning due(Instant now, Duration atRisk) {
    if (!now.isBefore(deadline)) {
      return Warning.OVERDUE;
    }
    return now.isBefore(deadline.minus(atRisk)) ? Warning.NONE : Warning.AT_RISK;
  }

  /** The same, and {@code warning} was said. */
  Countdown warned(Warning warning) {
    return new Countdown(clock, startedAt, deadline, extended, warning);
  }

  /** The same with another deadline, about which nothing was said yet. */
  Countdown extendedTo(Instant later) {
    return new Countdown(clock, startedAt, later, true, Warning.NONE);
  }
}
