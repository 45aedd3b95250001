package io.ameles.stream.ledger;

import io.ameles.model.identity.Pseudonym;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger remembers of one subject. Content is kept apart from entries, so that looking
 * through a subject's examples never reads what they contain.
 */
interface LedgerState {
  /** Whom all this is about; of an example about nobody its own pseudonym. */
  Pseudonym subject();

  /** The entry of {@code example}; null if nothing of it has arrived. */
  @Nullable Entry entry(Pseudonym example);

  void putEntry(Pseudonym example, Entry entry);

  void removeEntry(Pseudonym example);

  /** Every entry of the subject; a copy that stays valid while entries change. */
  Map<Pseudonym, Entry> entries();

  /** What {@link Content} keeps of a live example; null if nothing. */
  byte @Nullable [] content(Pseudonym example);

  void putContent(Pseudonym example, byte[] content);

  void removeContent(Pseudonym example);

  /** The deletion of the whole subject, if there was one. */
  @Nullable Tombstone tombstone();

  void putTombstone(Tombstone tombstone);

  /** The deletion of one example, if there was one. */
  @Nullable Tombstone tombstone(Pseudonym example);

  void putTombstone(Pseudonym example, Tombstone tombstone);

  /**
   * The deletion of the subject that waits for a confirmation, by its fingerprint; null if none.
   */
  @Nullable Held held(Pseudonym fingerprint);

  void putHeld(Pseudonym fingerprint, Held held);

  void removeHeld(Pseudonym fingerprint);

  /** Forgets all entries, contents and tombstones of single examples. */
  void clearExamples();
}
