package io.ameles.client.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The conditions of {@link AlertRule}, as functions of what is known. */
final class Conditions {
  /** Fewer records behind are no lag, however slow the job is. */
  private static final double SMALL_LAG = 1_000;

  /** As many intervals without a checkpoint are too many. */
  private static final double INTERVALS = 5;

  /** For so long something that has happened is an alarm. */
  static final Duration RECENT = Duration.ofMinutes(15);

  private Conditions() {}

  static Optional<String> overdue(Readings known, double limit, Instant now) {
    double overdue = known.valueOf("deletions.overdue");
    return when(overdue > limit, "%s overdue or can never be sealed.", deletions(overdue));
  }

  static Optional<String> atRisk(Readings known, double limit, Instant now) {
    double atRisk = known.valueOf("deletions.at-risk");
    return when(atRisk > limit, "%s near the deadline.", deletions(atRisk));
  }

  private static String deletions(double count) {
    return format(count == 1 ? "%.0f deletion is" : "%.0f deletions are", count);
  }

  static Optional<String> checkpointAge(Readings known, double limit, Instant now) {
    return known
        .ofJob("checkpoint.interval-seconds")
        .flatMap(
            newest -> {
              Duration age = age(newest.measuredAt(), now);
              return when(
                  age.toSeconds() > Math.max(limit, INTERVALS * newest.value()),
                  "No checkpoint has been completed for %d seconds.",
                  age.toSeconds());
            });
  }

  static Optional<String> lag(Readings known, double limit, Instant now) {
    double enough = Math.max(SMALL_LAG, limit * known.valueOf("events.per-second"));
    List<String> behind = new ArrayList<>();
    for (Reading lag : known.named("source.lag")) {
      if (lag.value() > enough) {
        behind.add(format("%s by %.0f records", lag.tag(), lag.value()));
      }
    }
    return when(!behind.isEmpty(), "The job is behind %s.", String.join(" and ", behind));
  }

  static Optional<String> deadLetters(Readings known, double limit, Instant now) {
    double share = known.valueOf("events.dead-letter-share");
    return when(share > limit, "%.1f %% of the latest events were set aside.", 100 * share);
  }

  static Optional<String> drift(Readings known, double limit, Instant now) {
    SortedSet<String> sources = new TreeSet<>();
    List<Reading> alarms = new ArrayList<>(known.beginningWith("drift.alarms."));
    alarms.addAll(known.named("drift.input.alarms"));
    for (Reading alarm : alarms) {
      Instant roseAt = alarm.roseAt();
      if (roseAt != null && isRecent(roseAt, now)) {
        String learner = alarm.learner();
        sources.add(learner == null ? "the input" : "the errors of " + learner);
      }
    }
    return when(!sources.isEmpty(), "Drift was noticed in %s.", String.join(" and ", sources));
  }

  static Optional<String> accuracy(Readings known, double limit, Instant now) {
    List<String> fallen = new ArrayList<>();
    for (Reading overall : known.named("accuracy.overall")) {
      double recent = known.valueOf(overall.learner(), "accuracy.window");
      if (overall.value() - recent > limit) {
        fallen.add(
            format(
                "%s from %.1f %% to %.1f %%",
                overall.learner(), 100 * overall.value(), 100 * recent));
      }
    }
    return when(
        !fallen.isEmpty(),
        "The accuracy on the latest examples has fallen: %s.",
        String.join(", ", fallen));
  }

  static Optional<String> spill(Readings known, double limit, Instant now) {
    List<String> spilt = new ArrayList<>();
    for (Reading spill : known.named("forgetting.spill")) {
      if (spill.value() > limit && isRecent(spill.measuredAt(), now)) {
        spilt.add(format("%s %.1f percentage points", spill.learner(), 100 * spill.value()));
      }
    }
    return when(
        !spilt.isEmpty(),
        "The latest deletion has cost accuracy on what stays: %s.",
        String.join(", ", spilt));
  }

  static Optional<String> deviceMemory(Readings known, double limit, Instant now) {
    double share = known.valueOf("device.memory-share");
    return when(share > limit, "The memory of the device is %.0f %% full.", 100 * share);
  }

  private static boolean isRecent(Instant moment, Instant now) {
    return age(moment, now).compareTo(RECENT) <= 0;
  }

  /** 0 if it is from the future of another machine's clock. */
  private static Duration age(Instant moment, Instant now) {
    return moment.isAfter(now) ? Duration.ZERO : Duration.between(moment, now);
  }

  private static Optional<String> when(boolean holds, String sentence, Object value) {
    return holds ? Optional.of(format(sentence, value)) : Optional.empty();
  }

  private static String format(String sentence, Object... values) {
    return String.format(Locale.ROOT, sentence, values);
  }
}
