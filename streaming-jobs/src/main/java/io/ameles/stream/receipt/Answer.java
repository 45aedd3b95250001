package io.ameles.stream.receipt;

import io.ameles.model.identity.Pseudonym;

/**
 * What is remembered of a request that was carried out, for ever: that it was.
 *
 * @param fingerprint of everything that the request asked for
 * @param sequence of the receipt that says so
 * @param removed examples
 */
record Answer(Pseudonym fingerprint, long sequence, long removed) {}
