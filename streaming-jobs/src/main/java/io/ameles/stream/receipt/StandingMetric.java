package io.ameles.stream.receipt;

import java.time.Instant;

/** What is measured of pending requests; see docs/operations.md. */
enum StandingMetric {
  PENDING("deletions.pending"),
  HELD("deletions.held"),
  AT_RISK("deletions.at-risk"),
  OVERDUE("deletions.overdue"),
  OLDEST_SECONDS("deletions.oldest-seconds");

  private final String metricName;

  StandingMetric(String metricName) {
    this.metricName = metricName;
  }

  String metricName() {
    return metricName;
  }

  long of(Standing standing, Instant now) {
    return switch (this) {
      case PENDING -> standing.pending();
      case HELD -> standing.held();
      case AT_RISK -> standing.atRisk();
      case OVERDUE -> standing.overdue();
      case OLDEST_SECONDS -> standing.oldestSeconds(now);
    };
  }
}
