package io.ameles.stream.ledger;

import io.ameles.stream.decode.Position;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the newest record of one example lies in each partition of its topic that has any. Of
 * records with the same key, compaction keeps the newest of each partition and no other, so these
 * are the places where its key can still be found.
 *
 * @param newest offset by partition
 */
record Sources(SortedMap<Integer, Long> newest) {
  static final Sources NONE = new Sources(new TreeMap<>());

  Sources {
    newest = Collections.unmodifiableSortedMap(new TreeMap<>(newest));
  }

  /** The same with one more record. */
  Sources with(Position position) {
    SortedMap<Integer, Long> more = new TreeMap<>(newest);
    more.merge(position.partition(), position.offset(), Math::max);
    return new Sources(more);
  }

  /** The same less the place that is known from elsewhere, unless there is a newer one. */
  Sources without(Position known) {
    Long offset = newest.get(known.partition());
    if (offset == null || offset > known.offset()) {
      return this;
    }
    SortedMap<Integer, Long> less = new TreeMap<>(newest);
    less.remove(known.partition());
    return new Sources(less);
  }

  boolean isEmpty() {
    return newest.isEmpty();
  }

  List<Position> positions() {
    return newest.entrySet().stream()
        .map(place -> new Position(place.getKey(), place.getValue()))
        .toList();
  }
}
