package io.ameles.stream.ledger;

import io.ameles.model.identity.Pseudonym;
import org.jspecify.annotations.Nullable;

/**
 * Where more records of a subject's live examples lie than the one that counts: duplicates that
 * came later, and records in other partitions.
 */
interface SourceState {
  /** The other places of {@code example}; null if there are none. */
  @Nullable Sources get(Pseudonym example);

  void put(Pseudonym example, Sources sources);

  void remove(Pseudonym example);

  /** Forgets the places of all examples of the subject. */
  void clear();
}
