package io.ameles.stream.receipt;

import io.ameles.stream.learn.EpochClosed;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the receipts of all requests that were carried out in one epoch say alike.
 *
 * @param epoch its number
 * @param closedAt when it was closed, milliseconds since the epoch
 * @param before state digests by learner, of the version before
 * @param after state digests by learner, of its version
 */
record AppliedEpoch(
    long epoch, long closedAt, SortedMap<String, String> before, SortedMap<String, String> after) {
  AppliedEpoch {
    before = new TreeMap<>(before);
    after = new TreeMap<>(after);
  }

  static AppliedEpoch of(EpochClosed closed, SortedMap<String, String> before) {
    return new AppliedEpoch(closed.epoch(), closed.closedAt(), before, closed.stateDigests());
  }
}
