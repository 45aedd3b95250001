package io.ameles.client.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The conditions that are worth an alarm. {@code docker/prometheus/alerts.yml} has the same ones,
 * with the same limits, under the names {@link #alertName}.
 */
public enum AlertRule {
  /** The deadline of a request is over. */
  DELETION_OVERDUE(
      Severity.CRITICAL, "deletions", 0, List.of("deletions.overdue"), Conditions::overdue),
  /** The deadline of a request is near. */
  DELETION_AT_RISK(
      Severity.WARNING, "deletions", 0, List.of("deletions.at-risk"), Conditions::atRisk),
  /** No checkpoint has been completed for several intervals; limit in seconds, at least. */
  CHECKPOINT_AGE(
      Severity.CRITICAL,
      "overview",
      120,
      List.of("checkpoint.interval-seconds"),
      Conditions::checkpointAge),
  /** The readers fall behind; limit in seconds of the present rate. */
  SOURCE_LAG(
      Severity.WARNING,
      "overview",
      300,
      List.of("source.lag", "events.per-second"),
      Conditions::lag),
  /** Many of the events of the latest epoch were set aside; limit as a share. */
  DEAD_LETTER_RATE(
      Severity.WARNING,
      "dead-letters",
      0.01,
      List.of("events.dead-letter-share"),
      Conditions::deadLetters),
  /** A detector has signalled drift; limit in seconds since then. */
  DRIFT(Severity.WARNING, "drift", 900, List.of("drift."), Conditions::drift),
  /** The latest examples are predicted worse than all of them; limit as a difference. */
  ACCURACY_DROP(
      Severity.WARNING,
      "learners",
      0.1,
      List.of("accuracy.window", "accuracy.overall"),
      Conditions::accuracy),
  /** The latest deletion has cost accuracy on what stays; limit as a difference. */
  DELETION_SPILL(
      Severity.WARNING, "forgetting", 0.02, List.of("forgetting.spill"), Conditions::spill),
  /** The accelerator's memory is nearly full; limit as a share. */
  DEVICE_MEMORY(
      Severity.WARNING, "overview", 0.9, List.of("device.memory-share"), Conditions::deviceMemory);

  private final Severity severity;
  private final String view;
  private final double limit;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> needs;

  @SuppressWarnings("ImmutableEnumChecker") // a reference to a static method
  private final Condition condition;

  /** Says in a sentence that something is the case, if it is. */
  interface Condition {
    Optional<String> check(Readings known, double limit, Instant now);
  }

  AlertRule(Severity severity, String view, double limit, List<String> needs, Condition condition) {
    this.severity = severity;
    this.view = view;
    this.limit = limit;
    this.needs = needs;
    this.condition = condition;
  }

  /** In lower case with dashes, such as {@code deletion-overdue}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name of the rule for Prometheus, such as {@code AmelesDeletionOverdue}. */
  public String alertName() {
    return List.of(id().split("-")).stream()
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining("", "Ameles", ""));
  }

  /** How soon somebody should look. */
  public Severity severity() {
    return severity;
  }

  /** The view of the console that shows more. */
  public String view() {
    return view;
  }

  /** Beyond this the condition holds; the constant's documentation has the unit. */
  public double limit() {
    return limit;
  }

  /** The facts that the condition looks at: names, or with a dot at the end how they begin. */
  public List<String> needs() {
    return needs;
  }

  boolean needs(String name) {
    return needs.stream()
        .anyMatch(need -> need.endsWith(".") ? name.startsWith(need) : name.equals(need));
  }

  Optional<String> check(Readings known, Instant now) {
    return condition.check(known, limit, now);
  }

  /** The age of a reading; 0 if it is from the future of another machine's clock. */
  static Duration age(Instant of, Instant now) {
    return of.isAfter(now) ? Duration.ZERO : Duration.between(of, now);
  }
}
