package io.ameles.stream.receipt;

import io.ameles.stream.decode.Deletion;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The clocks that requests can run against.
 *
 * @param byName all of them
 * @param defaultName of the one that runs where a request names none, or one that there is not
 * @param atRisk how long before its deadline a request counts as at risk
 */
public record Clocks(SortedMap<String, LegalClock> byName, String defaultName, Duration atRisk)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What a deadline is counted from lies between these, whatever a producer's clock says. */
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

  /** General Data Protection Regulation, article 12 (3). */
  public static final LegalClock GDPR =
      new LegalClock("gdpr", Period.ofMonths(1), Period.ofMonths(2));

  /** California Consumer Privacy Act, Civil Code section 1798.130 (a) (2) (A). */
  public static final LegalClock CCPA =
      new LegalClock("ccpa", Period.ofDays(45), Period.ofDays(45));

  /** California Delete Act, Civil Code section 1798.99.86: no extension. */
  public static final LegalClock DROP = new LegalClock("drop", Period.ofDays(45), Period.ZERO);

  /** Those that need no configuration. */
  public static final Map<String, LegalClock> BUILT_IN =
      Map.of(GDPR.name(), GDPR, CCPA.name(), CCPA, DROP.name(), DROP);

  /** Copies the map. */
  public Clocks {
    byName = new TreeMap<>(byName);
    if (!byName.containsKey(defaultName)) {
      throw new IllegalArgumentException("no clock is called " + defaultName);
    }
  }

  /**
   * The clock of a request. It starts when the request was received according to whoever passed it
   * on, and not later than it arrived here.
   */
  Countdown start(Deletion.Request request) {
    Deletion.Terms terms = request.terms();
    LegalClock clock = named(terms.regulation());
    Instant start =
        withinReason(Instant.ofEpochMilli(Math.min(terms.receivedAt(), request.acceptedAt())));
    return Countdown.from(clock.name(), start, clock.deadline(start));
  }

  /** The clock of this name; the default if there is none. */
  LegalClock named(String name) {
    LegalClock clock = byName.get(name);
    return clock == null ? byName.get(defaultName) : clock;
  }

  private static Instant withinReason(Instant time) {
    if (time.isBefore(EARLIEST)) {
      return EARLIEST;
    }
    return time.isAfter(LATEST) ? LATEST : time;
  }
}
