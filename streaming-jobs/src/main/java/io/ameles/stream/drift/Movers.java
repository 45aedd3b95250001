package io.ameles.stream.drift;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Names the labels and tasks on which a learner does worse than it did: compares the latest epochs
 * with those before them, back to the last time something changed.
 *
 * <p>NOT thread-safe.
 */
final class Movers {
  private static final int MOST = 5;
  private static final double LEAST_DEVIATIONS = 3;

  private final long window;
  private final SortedMap<String, TagCounts> older = new TreeMap<>();
  private final Deque<List<TagCounts>> recent = new ArrayDeque<>();
  private final SortedMap<String, TagCounts> open = new TreeMap<>();
  private final Set<String> forgotten = new HashSet<>();

  /** A tag whose error rate rose by {@code rise}. */
  record Moved(TagCounts recently, double rise, double deviations) {}

  /**
   * @param window how many examples the latest epochs hold, at least
   */
  Movers(long window) {
    this.window = window;
  }

  void add(TagCounts counts) {
    merge(open, List.of(counts));
  }

  private static void merge(SortedMap<String, TagCounts> into, Collection<TagCounts> counts) {
    counts.forEach(count -> into.merge(count.key(), count, TagCounts::plus));
  }

  /** Nothing is kept about a label that the learner does not know any more. */
  void forget(String label) {
    forgotten.add(new TagCounts(false, label, 0, 0).key());
  }

  /** Nor about a task that was deleted. */
  void forgetTask(String task) {
    forgotten.add(new TagCounts(true, task, 0, 0).key());
  }

  void closeEpoch() {
    dropForgotten();
    if (open.isEmpty()) {
      return;
    }
    recent.addLast(List.copyOf(open.values()));
    open.clear();
    while (labelsScored() - scored(recent.getFirst()) >= window) {
      merge(older, recent.removeFirst());
    }
  }

  private void dropForgotten() {
    if (forgotten.isEmpty()) {
      return;
    }
    open.keySet().removeAll(forgotten);
    older.keySet().removeAll(forgotten);
    List<List<TagCounts>> epochs = List.copyOf(recent);
    recent.clear();
    epochs.forEach(
        epoch ->
            recent.addLast(
                epoch.stream().filter(counts -> !forgotten.contains(counts.key())).toList()));
    forgotten.clear();
  }

  private long labelsScored() {
    return recent.stream().mapToLong(Movers::scored).sum();
  }

  private static long scored(List<TagCounts> epoch) {
    return epoch.stream().filter(counts -> !counts.task()).mapToLong(TagCounts::scored).sum();
  }

  /** Those whose error rate rose beyond chance, the clearest first. */
  List<Moved> moved() {
    SortedMap<String, TagCounts> latest = new TreeMap<>();
    recent.forEach(epoch -> merge(latest, epoch));
    List<Moved> moved = new ArrayList<>();
    latest.forEach(
        (key, now) -> {
          TagCounts before = older.get(key);
          if (before != null) {
            moved.add(
                new Moved(now, now.errorRate() - before.errorRate(), deviations(before, now)));
          }
        });
    moved.removeIf(tag -> !(tag.deviations() >= LEAST_DEVIATIONS));
    moved.sort(Comparator.comparingDouble(Moved::deviations).reversed());
    return moved.subList(0, Math.min(MOST, moved.size()));
  }

  /** By how many standard deviations two proportions differ, with their pooled variance. */
  private static double deviations(TagCounts before, TagCounts now) {
    double pooled = (double) (before.wrong() + now.wrong()) / (before.scored() + now.scored());
    double variance = pooled * (1 - pooled) * (1.0 / before.scored() + 1.0 / now.scored());
    return variance == 0 ? 0 : (now.errorRate() - before.errorRate()) / Math.sqrt(variance);
  }

  /** From now on the latest epochs are what is compared with. */
  void beginAnew() {
    older.clear();
  }

  List<TagCounts> older() {
    return List.copyOf(older.values());
  }

  List<List<TagCounts>> recent() {
    return List.copyOf(recent);
  }

  void restore(List<TagCounts> savedOlder, List<List<TagCounts>> savedRecent) {
    merge(older, savedOlder);
    recent.addAll(savedRecent);
  }
}
