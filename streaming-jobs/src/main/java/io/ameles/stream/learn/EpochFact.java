package io.ameles.stream.learn;

import io.ameles.stream.decode.Progress;
import io.ameles.stream.ledger.LedgerReport;

/** Something that the version of an epoch is assembled from. */
public sealed interface EpochFact {
  /** A tile has this sum now. */
  record Sum(TileUpdate update) implements EpochFact {}

  /** A reader has come this far. */
  record Read(Progress progress) implements EpochFact {}

  /** A part of the ledger has counted this. */
  record Counted(LedgerReport report) implements EpochFact {}

  /** A sequential learner has come to this. */
  record Parameters(Trained trained) implements EpochFact {}
}
