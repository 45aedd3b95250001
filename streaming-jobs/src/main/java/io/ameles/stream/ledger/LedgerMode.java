package io.ameles.stream.ledger;

/** What the ledger keeps of a live example. */
public enum LedgerMode {
  /** The quantized contribution: a deletion needs only to say whom or what it concerns. */
  CONTRIBUTIONS,
  /** A keyed 128-bit digest: nothing of the past is held, and a deletion brings the examples. */
  DIGESTS
}
