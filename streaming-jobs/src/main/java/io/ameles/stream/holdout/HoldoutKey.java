package io.ameles.stream.holdout;

import io.ameles.model.identity.Pseudonym;
import io.ameles.stream.ledger.Change;
import java.util.Comparator;

/**
 * Which example: ids of examples are unique within their subject only.
 *
 * @param subject whom it is about
 * @param example which of the subject's examples
 */
record HoldoutKey(Pseudonym subject, Pseudonym example) implements Comparable<HoldoutKey> {
  private static final Comparator<HoldoutKey> ORDER =
      Comparator.<HoldoutKey>comparingLong(key -> key.hash() + Long.MIN_VALUE)
          .thenComparingLong(key -> key.subject.high())
          .thenComparingLong(key -> key.subject.low())
          .thenComparingLong(key -> key.example.high())
          .thenComparingLong(key -> key.example.low());

  static HoldoutKey of(Change.Example change) {
    return new HoldoutKey(change.subject(), change.example());
  }

  /**
   * An unsigned number that is as good as drawn by lot, and always the same. Pseudonyms are that
   * already, but the same id of an example has the same with every subject; so the two are mixed,
   * as SplitMix64 does (Steele, Lea and Flood 2014).
   */
  long hash() {
    long mixed = subject.low() + 0x9E3779B97F4A7C15L * example.low();
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** By the hash. */
  @Override
  public int compareTo(HoldoutKey other) {
    return ORDER.compare(this, other);
  }
}
