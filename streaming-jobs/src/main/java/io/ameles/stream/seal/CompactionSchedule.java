package io.ameles.stream.seal;

import java.io.Serializable;

/**
 * In which epochs files are rewritten without what was removed. A function of the epoch's number
 * alone, so that those who rewrite and those who say what is outstanding agree without talking: the
 * numbers that {@code every} divides. Numbers can have gaps; then the next one that there is takes
 * over.
 *
 * @param every how many epochs at most lie between the removal and the rewriting; at least 1
 */
public record CompactionSchedule(long every) implements Serializable {
  /** Checks the number. */
  public CompactionSchedule {
    if (every < 1) {
      throw new IllegalArgumentException("every must be at least 1: " + every);
    }
  }

  /** The first epoch from {@code epoch} on at whose barrier files are rewritten. */
  public long dueAfter(long epoch) {
    return -Math.floorDiv(-epoch, every) * every;
  }
}
