package io.ameles.stream.receipt;

import io.ameles.model.identity.Pseudonym;

/**
 * What is remembered of a request that was answered.
 *
 * @param fingerprint of everything that the request asked for
 * @param sequence of the receipt
 * @param removed examples
 * @param refused whether a part of it was refused; such a request may be tried again
 */
record Answer(Pseudonym fingerprint, long sequence, long removed, boolean refused) {}
