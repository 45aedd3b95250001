package io.ameles.console.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Lets something happen {@value #MOST} times within a minute at most. Thread-safe. */
final class Pace {
  static final int MOST = 10;

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Deque<Instant> times = new ArrayDeque<>();
  private final Clock clock;

  Pace(Clock clock) {
    this.clock = clock;
  }

  /** Whether it may happen now; counts if so. */
  synchronized boolean allows() {
    Instant now = clock.instant();
    while (!times.isEmpty() && !times.getFirst().isAfter(now.minus(WINDOW))) {
      times.removeFirst();
    }
    if (times.size() >= MOST) {
      return false;
    }
    times.addLast(now);
    return true;
  }
}
