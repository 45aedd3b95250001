package io.ameles.stream.receipt;

import io.ameles.stream.ledger.Outcome;

/** Why something is not done, as far as it is decided here. The names are codes in receipts. */
enum Reason {
  /** Somebody who may said no. */
  DECLINED("The request was held, and somebody who may decide declined it."),
  /** A word about a request that is not there. */
  NOTHING_PENDING(
      "No such request is pending: it never came in these words, was carried out and sealed, or was declined. Send the request itself."),
  /** The law knows no extension. */
  NO_EXTENSION("The deadline under this regulation cannot be extended."),
  /** Once is all. */
  ALREADY_EXTENDED("The deadline was extended before, which is possible once."),
  /** Too late. */
  DEADLINE_OVER("The deadline was over when the extension was asked for."),
  /** Of a large request. */
  PARTS_REFUSED("Every part was refused; see their receipts.");

  private final String message;

  Reason(String message) {
    this.message = message;
  }

  /** About the whole request. */
  Outcome.Refused refused() {
    return new Outcome.Refused("", name(), message);
  }
}
