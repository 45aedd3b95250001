package io.ameles.stream.evaluate;

import java.util.BitSet;

/**
 * How consecutive predictions of one learner turned out.
 *
 * @param learner the learner's name
 * @param count of predictions
 * @param wrong one bit for each, set if it was wrong
 * @param removedShare if not 0: before these predictions a version took over that has lost this
 *     share of its examples to deletions
 */
record ErrorRun(String learner, int count, BitSet wrong, double removedShare) {
  /** Copies the bits. */
  ErrorRun {
    wrong = (BitSet) wrong.clone();
  }
}
