package io.ameles.stream.receipt;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the numbering of receipts stands.
 *
 * @param nextSequence of the next receipt
 * @param stateDigests by learner, of the newest version
 */
record ReceiptBook(long nextSequence, SortedMap<String, String> stateDigests) {
  /** Before the first receipt and the first version. */
  static final ReceiptBook NEW = new ReceiptBook(1, new TreeMap<>());

  ReceiptBook {
    stateDigests = new TreeMap<>(stateDigests);
  }
}
