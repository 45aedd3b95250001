package io.ameles.stream.admit;

import io.ameles.model.identity.Pseudonym;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the gate remembers from one epoch to the next. Immutable.
 *
 * @param held requests that wait for a decision: who asked for it, by fingerprint, oldest first
 * @param confirmed the latest requests that were confirmed, by fingerprint, oldest first
 * @param declined the latest that were declined, likewise
 * @param legalHolds the latest word about each
 * @param windows how many requests each requester sent, by the number of the window
 */
record GateBook(
    Map<Pseudonym, String> held,
    List<Pseudonym> confirmed,
    List<Pseudonym> declined,
    SortedMap<LegalHold, LegalHold.Word> legalHolds,
    SortedMap<String, SortedMap<Long, Integer>> windows) {
  /** Before the first request. */
  static final GateBook NEW =
      new GateBook(Map.of(), List.of(), List.of(), new TreeMap<>(), new TreeMap<>());

  GateBook {
    held = Collections.unmodifiableMap(new LinkedHashMap<>(held));
    confirmed = List.copyOf(confirmed);
    declined = List.copyOf(declined);
    legalHolds = Collections.unmodifiableSortedMap(new TreeMap<>(legalHolds));
    SortedMap<String, SortedMap<Long, Integer>> copy = new TreeMap<>();
    windows.forEach((requester, counts) -> copy.put(requester, new TreeMap<>(counts)));
    windows = Collections.unmodifiableSortedMap(copy);
  }
}
