package io.ameles.stream.drift.input;

/**
 * Takes a bounded number of each epoch's examples, evenly spread: every so manieth, where that
 * follows from how many there were in the epoch before. Of the first epoch, and of what an epoch
 * has beyond its forerunner, it takes what fits.
 *
 * <p>NOT thread-safe.
 */
final class Stride {
  private final int quota;
  private long step = 1;
  private long seen;
  private int taken;

  /**
   * @param quota how many to take in an epoch at most; at least 1
   */
  Stride(int quota) {
    this.quota = quota;
  }

  boolean takes() {
    boolean takes = taken < quota && seen % step == 0;
    seen++;
    taken += takes ? 1 : 0;
    return takes;
  }

  void closeEpoch() {
    step = Math.max(1, (seen + quota - 1) / quota);
    seen = 0;
    taken = 0;
  }
}
