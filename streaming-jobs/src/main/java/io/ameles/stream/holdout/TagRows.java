package io.ameles.stream.holdout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tasks and labels that were learned, in the order in which they came. Of those that come in
 * the same epoch the one whose examples begin to occur first is first, so that the order does not
 * depend on how the work is divided.
 *
 * <p>NOT thread-safe.
 */
final class TagRows {
  private final Map<Tag, Integer> numbers = new LinkedHashMap<>();
  private final Map<Tag, Long> seen = new TreeMap<>();
  private int next;
  private @Nullable Tag newest;

  /** Examples of the open epoch. */
  void see(Tag tag, long since) {
    if (!numbers.containsKey(tag)) {
      seen.merge(tag, since, Math::min);
    }
  }

  /** Closes the epoch; returns what is new in it. There are never more than so many. */
  List<Tag> closeEpoch(int limit) {
    List<Tag> begun = new ArrayList<>();
    seen.entrySet().stream()
        .sorted(Map.Entry.<Tag, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .limit(Math.max(0, limit - numbers.size()))
        .forEach(entry -> begun.add(entry.getKey()));
    seen.clear();
    begun.forEach(tag -> put(tag, next++));
    return begun;
  }

  private void put(Tag tag, int number) {
    numbers.put(tag, number);
    newest = tag;
  }

  void forget(Tag tag) {
    numbers.remove(tag);
    newest =
        numbers.entrySet().stream()
            .max(Comparator.comparingInt(Map.Entry::getValue))
            .map(Map.Entry::getKey)
            .orElse(null);
  }

  /** The one that came last; null before the first. */
  @Nullable Tag newest() {
    return newest;
  }

  /** Its number; what was forgotten leaves its own unused. */
  int number(Tag tag) {
    return numbers.getOrDefault(tag, -1);
  }

  /** All, oldest first. */
  List<Tag> tags() {
    return List.copyOf(numbers.keySet());
  }

  List<HoldoutState.Row> save() {
    List<HoldoutState.Row> rows = new ArrayList<>();
    numbers.forEach((tag, number) -> rows.add(new HoldoutState.Row(tag, number)));
    return rows;
  }

  int next() {
    return next;
  }

  void restore(List<HoldoutState.Row> rows, int newNext) {
    rows.forEach(row -> put(row.tag(), row.number()));
    next = newNext;
  }
}
