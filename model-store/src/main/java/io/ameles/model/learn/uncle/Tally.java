package io.ameles.model.learn.uncle;

import java.util.SortedMap;
import java.util.TreeMap;

/** What happened so far, as numbers. */
final class Tally {
  private long turns;
  private long steps;
  private long requests;
  private long rollbacks;
  private long refused;
  private double lastLoss = Double.NaN;
  private double noiseDistance = Double.NaN;

  /** Counts a turn and returns how many there were before, which seeds what is random about it. */
  long turn() {
    return turns++;
  }

  void stepped(double loss) {
    steps++;
    lastLoss = loss;
  }

  void rolledBack() {
    rollbacks++;
  }

  void refused() {
    refused++;
  }

  long requests() {
    return requests;
  }

  /**
   * Counts a request.
   *
   * @param distance of the head from the noise, root of the mean square
   */
  void unlearned(double distance) {
    requests++;
    noiseDistance = distance;
  }

  /** Those that are finite, by name. */
  SortedMap<String, Double> facts(long tasks, long forgotten) {
    SortedMap<String, Double> facts = new TreeMap<>();
    facts.put("steps", (double) steps);
    facts.put("tasks", (double) tasks);
    facts.put("unlearned", (double) forgotten);
    facts.put("rollbacks", (double) rollbacks);
    facts.put("refused-lessons", (double) refused);
    facts.put("last-loss", lastLoss);
    facts.put("noise-distance", noiseDistance);
    facts.values().removeIf(value -> !Double.isFinite(value));
    return facts;
  }

  long[] toLongs() {
    return new long[] {
      turns,
      steps,
      requests,
      rollbacks,
      refused,
      Double.doubleToLongBits(lastLoss),
      Double.doubleToLongBits(noiseDistance)
    };
  }

  static Tally of(long[] longs) {
    Tally tally = new Tally();
    tally.turns = longs[0];
    tally.steps = longs[1];
    tally.requests = longs[2];
    tally.rollbacks = longs[3];
    tally.refused = longs[4];
    tally.lastLoss = Double.longBitsToDouble(longs[5]);
    tally.noiseDistance = Double.longBitsToDouble(longs[6]);
    return tally;
  }
}
