package io.ameles.stream.ledger;

import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.LostRecord;

/** Where the ledger's answers go. */
interface LedgerOutput {
  /** To those who learn from the example or evaluate on it. */
  void change(Change change);

  /** To the same: this was taken away because a correction comes in its place, or covered it. */
  void corrected(Change.Example retraction);

  /** To the evaluation: an example to learn from, seen for the first time. */
  void firstSeen(Arrival arrival);

  /** To the evaluation: a label or task was deleted; its examples that are gone were told of. */
  void deleted(TagDeletion deletion);

  /** To the receipts. */
  void outcome(Outcome outcome);

  /** To the dead letters. */
  void lost(LostRecord record);

  /** To the accounting. */
  void count(Tally tally);
}
