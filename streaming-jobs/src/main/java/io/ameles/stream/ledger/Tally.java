package io.ameles.stream.ledger;

import io.ameles.schema.ExampleUse;
import org.jspecify.annotations.Nullable;

/**
 * Counts by which every event is accounted for; all since the tally before.
 *
 * @param learned events that became the content of an example, of either use
 * @param duplicates events that were there before or replaced before they came
 * @param covered events that a deletion covered on arrival
 * @param conflicts events set aside for contradicting another
 * @param forgotten examples that were learned from, removed by deletions and retention
 * @param forgottenEvaluation examples that were evaluated on, removed by deletions and retention
 * @param live change in the number of live examples that are learned from
 * @param evaluation change in the number of live examples that are evaluated on
 */
public record Tally(
    long learned,
    long duplicates,
    long covered,
    long conflicts,
    long forgotten,
    long forgottenEvaluation,
    long live,
    long evaluation) {
  /** Nothing happened. */
  public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

  static final Tally DUPLICATE = new Tally(0, 1, 0, 0, 0, 0);
  static final Tally COVERED = new Tally(0, 0, 1, 0, 0, 0);
  static final Tally CONFLICT = new Tally(0, 0, 0, 1, 0, 0);

  /**
   * An event counted as learned turns out to be the later one of two that contradict each other.
   */
  static final Tally DISPLACED = new Tally(-1, 0, 0, 1, 0, 0);

  private static final Tally LEARNED = new Tally(1, 0, 0, 0, 0, 0);
  private static final Tally FORGOTTEN = new Tally(0, 0, 0, 0, 1, -1);
  private static final Tally FORGOTTEN_EVALUATION = new Tally(0, 0, 0, 0, 0, 1, 0, -1);

  /** Nothing of it about examples that are evaluated on. */
  public Tally(
      long learned, long duplicates, long covered, long conflicts, long forgotten, long live) {
    this(learned, duplicates, covered, conflicts, forgotten, 0, live, 0);
  }

  static Tally learned(ExampleUse use) {
    return LEARNED.moving(null, use);
  }

  static Tally corrected(ExampleUse before, ExampleUse after) {
    return LEARNED.moving(before, after);
  }

  static Tally correctedAndCovered(ExampleUse before) {
    return COVERED.moving(before, null);
  }

  static Tally forgotten(ExampleUse use) {
    return use == ExampleUse.TRAIN ? FORGOTTEN : FORGOTTEN_EVALUATION;
  }

  private Tally moving(@Nullable ExampleUse before, @Nullable ExampleUse after) {
    return new Tally(
        learned,
        duplicates,
        covered,
        conflicts,
        forgotten,
        forgottenEvaluation,
        live + one(after, ExampleUse.TRAIN) - one(before, ExampleUse.TRAIN),
        evaluation + one(after, ExampleUse.EVALUATE) - one(before, ExampleUse.EVALUATE));
  }

  private static long one(@Nullable ExampleUse actual, ExampleUse counted) {
    return actual == counted ? 1 : 0;
  }

  /** Whether anything was removed for good: not what a correction replaced. */
  boolean removes() {
    return forgotten + forgottenEvaluation > 0 || (covered > 0 && live + evaluation < 0);
  }

  /** Examples of either use, removed by deletions and retention. */
  public long forgottenOfEitherUse() {
    return forgotten + forgottenEvaluation;
  }

  /** Both together. */
  public Tally plus(Tally other) {
    return new Tally(
        learned + other.learned,
        duplicates + other.duplicates,
        covered + other.covered,
        conflicts + other.conflicts,
        forgotten + other.forgotten,
        forgottenEvaluation + other.forgottenEvaluation,
        live + other.live,
        evaluation + other.evaluation);
  }
}
