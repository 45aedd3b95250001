package io.ameles.stream.admit;

import io.ameles.model.identity.Pseudonym;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The requests that were decided on last, by their fingerprints; the oldest make room for new ones.
 * NOT thread-safe.
 */
final class Decided {
  private static final int MOST = 100_000;

  private final Set<Pseudonym> fingerprints;

  /**
   * @param newest oldest first
   */
  Decided(Collection<Pseudonym> newest) {
    this.fingerprints = new LinkedHashSet<>(newest);
  }

  boolean contains(Pseudonym fingerprint) {
    return fingerprints.contains(fingerprint);
  }

  void add(Pseudonym fingerprint) {
    if (fingerprints.add(fingerprint) && fingerprints.size() > MOST) {
      Iterator<Pseudonym> oldest = fingerprints.iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** All of them, oldest first. */
  List<Pseudonym> newest() {
    return List.copyOf(fingerprints);
  }
}
