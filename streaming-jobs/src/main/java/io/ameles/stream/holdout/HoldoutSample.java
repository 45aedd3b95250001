package io.ameles.stream.holdout;

import io.ameles.schema.DeletionScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The live examples that every version is asked about: per task, or per label where there is none,
 * a bounded sample.
 *
 * <p>NOT thread-safe.
 */
final class HoldoutSample {
  /** How many tasks and labels there may be at a time. */
  static final int COLUMNS = 128;

  private final int limit;
  private final SortedMap<Tag, HoldoutColumn> columns = new TreeMap<>();
  private final Map<HoldoutKey, HeldOut> byKey = new HashMap<>();
  private long leftOut;

  /**
   * @param limit how many examples of a tag are kept, at most
   */
  HoldoutSample(int limit) {
    this.limit = limit;
  }

  /** Adds an example, if it is one of those that are kept. */
  void add(HeldOut example) {
    HoldoutColumn column = columns.get(example.tag());
    if (column == null) {
      if (columns.size() >= COLUMNS) {
        leftOut++;
        return;
      }
      column = open(example.tag(), HoldoutColumn.ALL);
    }
    byKey.put(example.key(), example);
    column.put(example).forEach(out -> byKey.remove(out.key()));
    dropIfEmpty(example.tag(), column);
  }

  private HoldoutColumn open(Tag tag, long bound) {
    HoldoutColumn column = new HoldoutColumn(limit, bound);
    columns.put(tag, column);
    return column;
  }

  /** Removes an example; null if it is not in the sample. */
  @Nullable HeldOut remove(HoldoutKey key) {
    HeldOut example = byKey.remove(key);
    if (example != null) {
      HoldoutColumn column = Objects.requireNonNull(columns.get(example.tag()));
      column.remove(key);
      dropIfEmpty(example.tag(), column);
    }
    return example;
  }

  /** Its name goes with the last example of it, and so does the bound. */
  private void dropIfEmpty(Tag tag, HoldoutColumn column) {
    if (column.examples().isEmpty()) {
      columns.remove(tag);
    }
  }

  /** Removes every example of a label or task. */
  List<HeldOut> removeWhole(DeletionScope scope, String target) {
    List<HeldOut> concerned = new ArrayList<>();
    for (HeldOut example : byKey.values()) {
      if (target.equals(scope == DeletionScope.LABEL ? example.label() : example.task())) {
        concerned.add(example);
      }
    }
    concerned.forEach(example -> remove(example.key()));
    return concerned;
  }

  int size() {
    return byKey.size();
  }

  /** Tasks and labels that there are examples of. */
  SortedSet<Tag> tags() {
    return new TreeSet<>(columns.keySet());
  }

  /** All examples, by tag and then by hash. */
  List<HeldOut> examples() {
    List<HeldOut> all = new ArrayList<>(byKey.size());
    columns.values().forEach(column -> all.addAll(column.examples()));
    return all;
  }

  /** Examples that are not considered because there were too many tasks and labels, ever. */
  long leftOut() {
    return leftOut;
  }

  /** What hashes are below, by tag. */
  SortedMap<Tag, Long> bounds() {
    SortedMap<Tag, Long> bounds = new TreeMap<>();
    columns.forEach((tag, column) -> bounds.put(tag, column.bound()));
    return bounds;
  }

  /** Takes up where a checkpoint was made; the examples are to be added then. */
  void restore(SortedMap<Tag, Long> bounds, long newLeftOut) {
    bounds.forEach(this::open);
    leftOut = newLeftOut;
  }
}
