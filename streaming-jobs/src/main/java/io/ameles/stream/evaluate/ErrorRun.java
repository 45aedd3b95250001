package io.ameles.stream.evaluate;

import java.util.BitSet;

/**
 * How consecutive predictions of one learner turned out.
 *
 * @param learner the learner's name
 * @param count of predictions
 * @param wrong one bit for each, set if it was wrong
 * @param epoch of the version that predicted
 * @param removedShare share of its examples that this version has lost to deletions in that epoch
 */
public record ErrorRun(String learner, int count, BitSet wrong, long epoch, double removedShare) {
  /** Copies the bits. */
  public ErrorRun {
    wrong = (BitSet) wrong.clone();
  }
}
