package io.ameles.stream.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * How the job goes on: what follows from the times of barriers, and from the counts that come with
 * versions. Begins anew with every start, and says nothing that it would have to guess.
 *
 * <p>NOT thread-safe.
 */
final class Pulse {
  private static final double MILLIS = 1_000;

  private long barrierAt = -1;
  private double durationSeconds = -1;
  private long versionAt = -1;
  private Counts counts = Counts.UNKNOWN;
  private Counts known = Counts.UNKNOWN;

  /** Since the beginning; -1 if not known. */
  private record Counts(double received, double deadLetters) {
    static final Counts UNKNOWN = new Counts(-1, -1);
  }

  /** Takes in a fact of the open epoch. */
  void see(MeasuredFact fact) {
    if (fact.name().equals("events.received")) {
      counts = new Counts(fact.value(), counts.deadLetters());
      versionAt = fact.measuredAt();
    } else if (fact.name().equals("events.dead-letters")) {
      counts = new Counts(counts.received(), fact.value());
    }
  }

  /** A checkpoint was completed, which took so long. */
  void completed(long millis) {
    durationSeconds = millis / MILLIS;
  }

  /** The barrier passes; what is known of the epoch. */
  List<MeasuredFact> close(long epoch, long now) {
    List<MeasuredFact> facts = new ArrayList<>();
    double seconds = (now - barrierAt) / MILLIS;
    if (barrierAt >= 0) {
      facts.add(MeasuredFact.ofJob(epoch, "checkpoint.interval-seconds", seconds, now));
      if (known.received() >= 0 && seconds > 0) {
        addRates(facts, epoch, seconds, now);
      }
    }
    if (durationSeconds >= 0) {
      facts.add(MeasuredFact.ofJob(epoch, "checkpoint.duration-seconds", durationSeconds, now));
    }
    if (versionAt >= 0) {
      double age = Math.max(0, now - versionAt) / MILLIS;
      facts.add(MeasuredFact.ofJob(epoch, "version.age-seconds", age, now));
    }
    barrierAt = now;
    known = counts;
    return facts;
  }

  private void addRates(List<MeasuredFact> facts, long epoch, double seconds, long now) {
    double received = counts.received() - known.received();
    double deadLetters = counts.deadLetters() - known.deadLetters();
    double share = received > 0 ? deadLetters / received : 0;
    facts.add(MeasuredFact.ofJob(epoch, "events.per-second", received / seconds, now));
    facts.add(MeasuredFact.ofJob(epoch, "events.dead-letter-share", share, now));
  }
}
