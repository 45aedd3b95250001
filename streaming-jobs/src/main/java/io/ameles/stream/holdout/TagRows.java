package io.ameles.stream.holdout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tasks and labels that were learned, in the order in which they came. Of those that come in
 * the same epoch the one whose examples begin to occur first is first, so that the order does not
 * depend on how the work is divided. One that was deleted leaves its place; if there are examples
 * that the deletion did not take it begins anew, in the epoch of the deletion, in a new place.
 *
 * <p>NOT thread-safe.
 */
final class TagRows {
  private final Map<Tag, Integer> numbers = new LinkedHashMap<>();
  private final Map<Tag, Span> seen = new TreeMap<>();
  private final Map<Tag, Removal> deleted = new TreeMap<>();
  private int next;
  private @Nullable Tag newest;

  /** When examples of the open epoch occurred. */
  private record Span(long since, long until) {
    Span with(Span other) {
      return new Span(Math.min(since, other.since), Math.max(until, other.until));
    }
  }

  /** What deletions took in the open epoch, and the newest example that one of them left. */
  private record Removal(long cutoff, long newest) {
    Removal with(Removal other) {
      return new Removal(Math.max(cutoff, other.cutoff), Math.max(newest, other.newest));
    }
  }

  /** Examples of the open epoch. */
  void see(Tag tag, long since, long until) {
    seen.merge(tag, new Span(since, until), Span::with);
  }

  /** A deletion of the open epoch; it may be told of more than once. */
  void delete(Tag tag, long cutoff, long newest) {
    deleted.merge(tag, new Removal(cutoff, newest), Removal::with);
  }

  /** What was deleted in the open epoch, whether it has a row or not. */
  Set<Tag> deleted() {
    return Set.copyOf(deleted.keySet());
  }

  /** Closes the epoch; returns what is new in it. There are never more than so many. */
  List<Tag> closeEpoch(int limit) {
    deleted.forEach(this::beginAnew);
    deleted.clear();
    seen.keySet().removeAll(numbers.keySet());
    List<Tag> begun = new ArrayList<>();
    seen.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<Tag, Span>>comparingLong(entry -> entry.getValue().since())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(Math.max(0, limit - numbers.size()))
        .forEach(entry -> begun.add(entry.getKey()));
    seen.clear();
    begun.forEach(tag -> put(tag, next++));
    return begun;
  }

  /**
   * Whether an example that is gone was seen before the deletion came is left to chance; so only
   * the last one counts, which either is gone or was there anyway.
   */
  private void beginAnew(Tag tag, Removal removal) {
    forget(tag);
    Span span = seen.remove(tag);
    long last = span == null ? removal.newest() : Math.max(removal.newest(), span.until());
    if (last > removal.cutoff()) {
      seen.put(tag, new Span(last, last));
    }
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
