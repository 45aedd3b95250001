package io.ameles.stream.ledger;

/**
 * That a deletion of a subject waits for somebody to confirm it.
 *
 * @param requester who asked for it, by name; empty if it was not signed
 */
record Held(String requester) {}
