package io.ameles.model.evidence.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model's outputs still group examples by label, even if it does not predict the label
 * any more: a k-nearest-neighbour classifier by cosine with k = {@value #NEIGHBOURS} that knows
 * {@value #KNOWN_PERCENT} % of the examples and is asked about the rest. After Kim, Cha and Kim,
 * "Are We Truly Forgetting?" (2025).
 *
 * <p>There every set is probed by itself; here forgotten and other examples are neighbours of one
 * another, because among examples of a single forgotten label every neighbour has the right one.
 */
public final class NeighbourProbe {
  static final int NEIGHBOURS = 5;
  static final int KNOWN_PERCENT = 80;

  private final List<double[]> rows = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private final boolean[] known;
  private final int forgotten;

  /**
   * @param forgotten outputs for the forgotten examples
   * @param others outputs of the same head for others
   * @param seed decides which examples are known; the same for models that are compared
   */
  public NeighbourProbe(Outputs forgotten, Outputs others, long seed) {
    this.forgotten = forgotten.size();
    this.known = new boolean[forgotten.size() + others.size()];
    add(forgotten);
    add(others);
    Random random = new Random(seed);
    choose(0, forgotten.size(), random);
    choose(forgotten.size(), known.length, random);
  }

  private void add(Outputs outputs) {
    for (int row = 0; row < outputs.size(); row++) {
      rows.add(unit(outputs.centred(row)));
      labels.add(outputs.lesson(row).label());
    }
  }

  private void choose(int from, int to, Random random) {
    List<Integer> order = new ArrayList<>();
    for (int row = from; row < to; row++) {
      order.add(row);
    }
    Collections.shuffle(order, random);
    for (int row : order.subList(0, (to - from) * KNOWN_PERCENT / 100)) {
      known[row] = true;
    }
  }

  /** How many of the forgotten examples in question are recognised; null if there are none. */
  public @Nullable Share forgotten() {
    return recognised(0, forgotten);
  }

  /** The same of the others. */
  public @Nullable Share others() {
    return recognised(forgotten, known.length);
  }

  private @Nullable Share recognised(int from, int to) {
    int asked = 0;
    int hits = 0;
    for (int row = from; row < to; row++) {
      if (!known[row]) {
        asked++;
        hits += labels.get(row).equals(vote(rows.get(row))) ? 1 : 0;
      }
    }
    return asked == 0 ? null : new Share(hits, asked);
  }

  /** The most frequent label of the nearest; of several, that of the nearest among them. */
  private @Nullable String vote(double[] query) {
    List<Integer> nearest = nearest(query);
    Map<String, Integer> votes = new HashMap<>();
    nearest.forEach(row -> votes.merge(labels.get(row), 1, Integer::sum));
    String winner = null;
    for (int row : nearest) {
      String label = labels.get(row);
      if (winner == null || count(votes, label) > count(votes, winner)) {
        winner = label;
      }
    }
    return winner;
  }

  private static int count(Map<String, Integer> votes, String label) {
    return Objects.requireNonNull(votes.get(label));
  }

  /** Known rows, the most similar first, the earlier one of equals. */
  private List<Integer> nearest(double[] query) {
    List<Integer> nearest = new ArrayList<>();
    List<Double> similarities = new ArrayList<>();
    for (int row = 0; row < known.length; row++) {
      if (known[row]) {
        double similarity = dot(query, rows.get(row));
        int place = nearest.size();
        while (place > 0 && similarities.get(place - 1) < similarity) {
          place--;
        }
        if (place < NEIGHBOURS) {
          nearest.add(place, row);
          similarities.add(place, similarity);
          if (nearest.size() > NEIGHBOURS) {
            nearest.remove(NEIGHBOURS);
            similarities.remove(NEIGHBOURS);
          }
        }
      }
    }
    return nearest;
  }

  /** Modifies {@code row}; a zero row stays zero and is similar to nothing. */
  private static double[] unit(double[] row) {
    double length = Math.sqrt(dot(row, row));
    if (length > 0) {
      for (int i = 0; i < row.length; i++) {
        row[i] /= length;
      }
    }
    return row;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
