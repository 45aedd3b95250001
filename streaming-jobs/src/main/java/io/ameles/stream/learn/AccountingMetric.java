package io.ameles.stream.learn;

import io.ameles.model.version.Manifest;
import java.util.function.ToLongFunction;

/**
 * The facts by which every record is accounted for; all count since the beginning, but for {@link
 * #LIVE} and {@link #EVALUATION}. The law, which holds in every version: {@code events.received =
 * events.learned + events.duplicates + events.covered + events.dead-letters}.
 */
public enum AccountingMetric {
  /** Labelled events read. */
  RECEIVED("events.received", manifest -> manifest.accounting().received()),
  /** Events that became the content of an example, to learn from or to evaluate on. */
  LEARNED("events.learned", manifest -> manifest.accounting().learned()),
  /** Events that were there before, or were replaced before they came. */
  DUPLICATES("events.duplicates", manifest -> manifest.accounting().duplicates()),
  /** Events that an earlier deletion covered. */
  COVERED("events.covered", manifest -> manifest.accounting().covered()),
  /** Labelled events that were set aside. */
  DEAD_LETTERS("events.dead-letters", manifest -> manifest.accounting().deadLetters()),
  /** Examples that the version is made of. */
  LIVE("examples.live", Manifest::liveExamples),
  /** Examples that are only evaluated on. */
  EVALUATION("examples.evaluation", Manifest::evaluationExamples),
  /** Examples of either use removed by deletions and retention. */
  FORGOTTEN("examples.forgotten", manifest -> manifest.accounting().forgotten()),
  /** Deletion events read. */
  DELETIONS_RECEIVED("deletions.received", manifest -> manifest.accounting().deletionsReceived()),
  /** Deletion events that were set aside. */
  DELETION_DEAD_LETTERS(
      "deletions.dead-letters", manifest -> manifest.accounting().deletionDeadLetters());

  private final String metricName;

  @SuppressWarnings("ImmutableEnumChecker") // method references and lambdas that capture nothing
  private final ToLongFunction<Manifest> value;

  AccountingMetric(String metricName, ToLongFunction<Manifest> value) {
    this.metricName = metricName;
    this.value = value;
  }

  /** The name on the metrics topic. */
  public String metricName() {
    return metricName;
  }

  /** The fact as of a version. */
  public long of(Manifest manifest) {
    return value.applyAsLong(manifest);
  }
}
