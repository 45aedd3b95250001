package io.ameles.stream.decode;

import io.ameles.model.identity.Pseudonym;

/**
 * Retention has reached an instant: whatever occurred up to and including it is forgotten.
 *
 * @param cutoff milliseconds since the epoch
 */
public record Expiry(long cutoff) implements LedgerInput {
  @Override
  public Pseudonym subjectKey() {
    throw new IllegalStateException("retention concerns every subject");
  }
}
