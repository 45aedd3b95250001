package io.ameles.stream.ledger;

import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.LostRecord;

/** Where the ledger's answers go. */
interface LedgerOutput {
  /** To the learners. */
  void change(Change change);

  /** To the evaluation: an example seen for the first time. */
  void firstSeen(Arrival arrival);

  /** To the receipts. */
  void outcome(Outcome outcome);

  /** To the dead letters. */
  void lost(LostRecord record);

  /** To the accounting. */
  void count(Tally tally);
}
