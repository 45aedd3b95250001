package io.ameles.stream.receipt;

import io.ameles.model.identity.Pseudonym;
import io.ameles.stream.decode.Deletion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The requests that are pending: answered, and not sealed, refused or known from before. As large
 * as what is pending. NOT thread-safe.
 */
final class Docket {
  private final SortedMap<Long, Case> cases = new TreeMap<>();
  private final Map<Pseudonym, Long> newest = new HashMap<>();
  private final SortedMap<Long, AppliedEpoch> epochs = new TreeMap<>();
  private final Map<Batch.Key, Batch> batches = new LinkedHashMap<>();
  private final Map<Batch.Key, Long> openParts = new HashMap<>();

  /** As it was when it was written. */
  static Docket restore(
      Iterable<Case> cases, Iterable<AppliedEpoch> epochs, Iterable<Batch> batches) {
    Docket docket = new Docket();
    cases.forEach(docket::put);
    epochs.forEach(docket::put);
    batches.forEach(docket::put);
    return docket;
  }

  /** In the order of their first receipts. */
  List<Case> cases() {
    return new ArrayList<>(cases.values());
  }

  List<AppliedEpoch> epochs() {
    return new ArrayList<>(epochs.values());
  }

  List<Batch> batches() {
    return new ArrayList<>(batches.values());
  }

  void put(Case pending) {
    if (cases.put(pending.number(), pending) == null) {
      countPart(pending, 1);
    }
    if (!pending.isWhole()) {
      newest.merge(pending.fingerprint(), pending.number(), Math::max);
    }
  }

  void remove(Case closed) {
    if (cases.remove(closed.number()) != null) {
      countPart(closed, -1);
    }
    if (!closed.isWhole()) {
      newest.remove(closed.fingerprint(), closed.number());
    }
  }

  /** The newest pending case of a request; null if none is. */
  @Nullable Case pending(Pseudonym fingerprint) {
    Long number = newest.get(fingerprint);
    return number == null ? null : cases.get(number);
  }

  /** The case of a request that waits to be confirmed; null if none does. */
  @Nullable Case held(Pseudonym fingerprint) {
    Case pending = pending(fingerprint);
    return pending != null && pending.isHeld() ? pending : null;
  }

  void put(AppliedEpoch epoch) {
    epochs.put(epoch.epoch(), epoch);
  }

  /** What is known of an epoch in which a pending request was carried out. */
  AppliedEpoch epoch(long epoch) {
    AppliedEpoch known = epochs.get(epoch);
    if (known == null) {
      throw new IllegalStateException("no pending request was carried out in epoch " + epoch);
    }
    return known;
  }

  void put(Batch batch) {
    batches.put(batch.key(), batch);
  }

  /** Null if no part of it was answered. */
  @Nullable Batch batch(Batch.Key key) {
    return batches.get(key);
  }

  /** How many parts of a large request are not sealed. */
  long openParts(Batch.Key key) {
    return openParts.getOrDefault(key, 0L);
  }

  private void countPart(Case part, long change) {
    Batch.Key key = part.isWhole() ? null : batchOf(part);
    if (key != null && openParts.merge(key, change, Long::sum) == 0) {
      openParts.remove(key);
    }
  }

  /** Drops what no pending request needs any more. */
  void tidy(Instant now) {
    Set<Long> needed = cases.values().stream().map(Case::epoch).collect(Collectors.toSet());
    epochs.keySet().retainAll(needed);
    if (!batches.isEmpty()) {
      Set<Batch.Key> open =
          cases.values().stream()
              .map(Docket::batchOf)
              .flatMap(Stream::ofNullable)
              .collect(Collectors.toSet());
      batches
          .values()
          .removeIf(
              batch ->
                  !open.contains(batch.key())
                      && (batch.reported() || batch.countdown().deadline().isBefore(now)));
    }
  }

  private static Batch.@Nullable Key batchOf(Case pending) {
    Deletion.Part part = pending.request().terms().bulk();
    return part == null ? null : Batch.Key.of(pending.request().terms(), part);
  }
}
