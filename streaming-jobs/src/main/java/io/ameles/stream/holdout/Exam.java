package io.ameles.stream.holdout;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one learner did in the newest version and in the one before.
 *
 * @param present by tag, on the examples that there are
 * @param goneBefore on those that a deletion has just taken away, in the version before
 * @param goneAfter on the same, in the newest version
 * @param stayedBefore on those that were there before and still are, in the version before
 * @param stayedAfter on the same, in the newest version
 */
record Exam(
    SortedMap<Tag, Counts> present,
    Counts goneBefore,
    Counts goneAfter,
    Counts stayedBefore,
    Counts stayedAfter) {
  /**
   * @param learner the learner's place among the learners
   * @param before examples as they were graded before; those that are new have no grade
   * @param after the same, graded with the newest version
   * @param present how many of them are still there; the others are gone
   */
  static Exam of(int learner, List<HeldOut> before, List<HeldOut> after, int present) {
    SortedMap<Tag, Counts> byTag = new TreeMap<>();
    Counts goneBefore = Counts.NONE;
    Counts goneAfter = Counts.NONE;
    Counts stayedBefore = Counts.NONE;
    Counts stayedAfter = Counts.NONE;
    for (int i = 0; i < before.size(); i++) {
      boolean then = before.get(i).correct(learner);
      boolean now = after.get(i).correct(learner);
      if (i >= present) {
        goneBefore = goneBefore.plus(then);
        goneAfter = goneAfter.plus(now);
        continue;
      }
      byTag.merge(after.get(i).tag(), Counts.NONE.plus(now), Counts::plus);
      if (before.get(i).correct() != null) {
        stayedBefore = stayedBefore.plus(then);
        stayedAfter = stayedAfter.plus(now);
      }
    }
    return new Exam(byTag, goneBefore, goneAfter, stayedBefore, stayedAfter);
  }

  /** What a deletion meant to take, and what it took besides. */
  List<Reading> afterDeletion() {
    List<Reading> readings = new ArrayList<>();
    if (goneBefore.scored() > 0) {
      readings.add(new Reading("forgetting.intended.examples", null, goneBefore.scored()));
      readings.add(new Reading("forgetting.intended.before", null, goneBefore.accuracy()));
      readings.add(new Reading("forgetting.intended.after", null, goneAfter.accuracy()));
    }
    if (stayedBefore.scored() > 0) {
      double spill = stayedBefore.accuracy() - stayedAfter.accuracy();
      readings.add(new Reading("forgetting.spill", null, spill));
    }
    return readings;
  }
}
