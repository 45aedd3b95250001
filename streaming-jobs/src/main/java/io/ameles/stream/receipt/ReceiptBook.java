package io.ameles.stream.receipt;

import io.ameles.model.receipt.MerkleFrontier;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the log of receipts stands.
 *
 * @param log its tree, as far as it is needed to let it grow
 * @param stateDigests by learner, of the newest version
 * @param abandoned requests that are no longer followed because they can never be sealed
 */
record ReceiptBook(MerkleFrontier log, SortedMap<String, String> stateDigests, long abandoned) {
  /** Before the first receipt and the first version. */
  static final ReceiptBook NEW = new ReceiptBook(MerkleFrontier.EMPTY, new TreeMap<>(), 0);

  ReceiptBook {
    stateDigests = new TreeMap<>(stateDigests);
  }

  /** Of the next receipt. */
  long nextSequence() {
    return log.size() + 1;
  }
}
