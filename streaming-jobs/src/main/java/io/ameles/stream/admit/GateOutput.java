package io.ameles.stream.admit;

import io.ameles.stream.decode.Deletion;
import io.ameles.stream.ledger.Outcome;

/** Where the gate's decisions go. */
interface GateOutput {
  /** To the ledger: carry it out. */
  void pass(Deletion part);

  /** To the receipts. */
  void outcome(Outcome outcome);
}
