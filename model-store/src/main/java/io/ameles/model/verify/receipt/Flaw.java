package io.ameles.model.verify.receipt;

/** What can be wrong with receipts. Names are stable. */
public enum Flaw {
  /** Not what docs/formats.md describes, to the byte. */
  FORMAT,
  /** Not signed by a key in the set, or not what was signed. */
  SIGNATURE,
  /** The proof does not show that the receipt is in the log. */
  INCLUSION,
  /** Two histories: at some point the log was rewritten or continued from an earlier state. */
  FORK,
  /** A number is missing, twice, or out of order. */
  SEQUENCE,
  /** It is not shown that one state of the log continues another. */
  UNPROVEN,
  /** Of another model than the rest. */
  MODEL,
  /** The steps of a request are not in their order, or contradict each other. */
  LIFE_CYCLE,
  /** Nothing is named that the service cannot reach. */
  OUT_OF_SCOPE,
  /** The listed subjects are not those that were signed. */
  SUBJECTS,
  /** A stored version is not the one that the receipt names. */
  VERSION
}
