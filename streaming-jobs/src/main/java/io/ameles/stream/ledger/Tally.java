package io.ameles.stream.ledger;

/**
 * Counts by which every event is accounted for; all since the tally before.
 *
 * @param learned events that became the content of an example
 * @param duplicates events that were there before or replaced before they came
 * @param covered events that a deletion covered on arrival
 * @param conflicts events set aside for contradicting another
 * @param forgotten examples removed by deletions and retention
 * @param live change in the number of live examples
 */
public record Tally(
    long learned, long duplicates, long covered, long conflicts, long forgotten, long live) {
  /** Nothing happened. */
  public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

  static final Tally LEARNED = new Tally(1, 0, 0, 0, 0, 1);
  static final Tally CORRECTED = new Tally(1, 0, 0, 0, 0, 0);
  static final Tally DUPLICATE = new Tally(0, 1, 0, 0, 0, 0);
  static final Tally COVERED = new Tally(0, 0, 1, 0, 0, 0);
  static final Tally CORRECTED_AND_COVERED = new Tally(0, 0, 1, 0, 0, -1);
  static final Tally CONFLICT = new Tally(0, 0, 0, 1, 0, 0);

  /**
   * An event counted as learned turns out to be the later one of two that contradict each other.
   */
  static final Tally DISPLACED = new Tally(-1, 0, 0, 1, 0, 0);

  static Tally forgotten(long examples) {
    return new Tally(0, 0, 0, 0, examples, -examples);
  }

  /** Both together. */
  public Tally plus(Tally other) {
    return new Tally(
        learned + other.learned,
        duplicates + other.duplicates,
        covered + other.covered,
        conflicts + other.conflicts,
        forgotten + other.forgotten,
        live + other.live);
  }
}
