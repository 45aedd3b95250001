package io.ameles.stream.receipt;

import io.ameles.model.receipt.ReceiptKeys;

/**
 * What can be chosen about receipts.
 *
 * @param keys that sign them and make their pseudonyms
 * @param clocks that run for requests
 */
public record ReceiptSettings(ReceiptKeys keys, Clocks clocks) {}
