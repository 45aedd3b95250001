package io.ameles.stream.holdout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A sample of the live examples of one tag: all of them whose hash is below a bound. The bound
 * starts at the highest hash there is and falls whenever there would be too many; so without
 * deletions it is those with the smallest hashes that are kept, in whatever order they came, and
 * with deletions the sample is still drawn by nothing but the hash.
 *
 * <p>NOT thread-safe.
 */
final class HoldoutColumn {
  /** The highest hash: one of 2^64, which alone is never in a sample. */
  static final long ALL = -1;

  private final int limit;
  private final NavigableMap<HoldoutKey, HeldOut> examples = new TreeMap<>();
  private long bound;

  /**
   * @param limit how many examples are kept, at most
   * @param bound what hashes must be below, unsigned
   */
  HoldoutColumn(int limit, long bound) {
    this.limit = limit;
    this.bound = bound;
  }

  /** Adds an example; returns those that are not in the sample, it may be among them. */
  List<HeldOut> put(HeldOut example) {
    if (!isWithin(example.key())) {
      return List.of(example);
    }
    examples.put(example.key(), example);
    if (examples.size() > limit) {
      bound = examples.lastKey().hash();
    }
    List<HeldOut> out = new ArrayList<>();
    while (!examples.isEmpty() && !isWithin(examples.lastKey())) {
      out.add(examples.pollLastEntry().getValue());
    }
    return out;
  }

  private boolean isWithin(HoldoutKey key) {
    return Long.compareUnsigned(key.hash(), bound) < 0;
  }

  void remove(HoldoutKey key) {
    examples.remove(key);
  }

  Collection<HeldOut> examples() {
    return examples.values();
  }

  long bound() {
    return bound;
  }
}
