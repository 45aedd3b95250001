package io.ameles.stream.receipt;

import io.ameles.schema.ReceiptStatus;
import io.ameles.stream.decode.Deletion;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A large request that comes in parts, as far as its parts were answered.
 *
 * @param key whose it is
 * @param count of parts
 * @param parts that were answered, by index
 * @param countdown that ends first of those of its parts
 * @param reported whether the receipt for the whole was written
 */
record Batch(
    Key key, int count, SortedMap<Integer, Part> parts, Countdown countdown, boolean reported) {
  Batch {
    parts = new TreeMap<>(parts);
  }

  /**
   * Names a large request: two requesters may choose the same id.
   *
   * @param requester who signed its parts; empty if nobody did
   * @param id as chosen
   */
  record Key(String requester, String id) {
    static Key of(Deletion.Terms terms, Deletion.Part part) {
      return new Key(terms.requester(), part.id());
    }
  }

  /**
   * What became of one part.
   *
   * @param status COMPLETED, PARTIAL or REFUSED
   * @param removed examples
   * @param erased records that got a tombstone in the source topic; null if nobody does that
   * @param subjects how many it named
   * @param root over what was done to each, hexadecimal
   */
  record Part(
      ReceiptStatus status, long removed, @Nullable Long erased, long subjects, String root) {
    Part plus(Part earlier) {
      Long sum =
          erased == null || earlier.erased == null ? erased : Long.valueOf(erased + earlier.erased);
      return new Part(status, removed + earlier.removed, sum, subjects, root);
    }
  }

  static Batch begin(Key key, int count, Countdown countdown) {
    return new Batch(key, count, new TreeMap<>(), countdown, false);
  }

  /** Whether {@code part} can be one of it. */
  boolean fits(Deletion.Part part) {
    return part.count() == count && part.index() >= 1 && part.index() <= count;
  }

  /** A part was answered; one that was refused before may come again. */
  Batch with(int index, Part answer, Countdown itsCountdown) {
    SortedMap<Integer, Part> more = new TreeMap<>(parts);
    more.merge(index, answer, (earlier, again) -> again.plus(earlier));
    boolean sooner = itsCountdown.deadline().isBefore(countdown.deadline());
    return new Batch(key, count, more, sooner ? itsCountdown : countdown, reported);
  }

  Batch whenReported() {
    return new Batch(key, count, parts, countdown, true);
  }

  int answered() {
    return parts.size();
  }

  boolean isComplete() {
    return parts.size() == count;
  }

  /** Of the whole: as all parts if they agree. */
  ReceiptStatus status() {
    ReceiptStatus first = parts.get(parts.firstKey()).status();
    return parts.values().stream().allMatch(part -> part.status() == first)
        ? first
        : ReceiptStatus.PARTIAL;
  }

  long removed() {
    return parts.values().stream().mapToLong(Part::removed).sum();
  }

  /** Null if nobody erases in the source topic. */
  @Nullable Long erased() {
    long sum = 0;
    for (Part part : parts.values()) {
      Long erased = part.erased();
      if (erased == null) {
        return null;
      }
      sum += erased;
    }
    return sum;
  }

  long subjects() {
    return parts.values().stream().mapToLong(Part::subjects).sum();
  }
}
