package io.ameles.stream.decode;

import io.ameles.model.identity.Pseudonym;

/**
 * What reaches the ledger: events that arrive, requests to forget, and the passing of time; and
 * what will be an event once its picture is embedded.
 */
public sealed interface LedgerInput permits Arrival, Deletion, Expiry, ImageArrival {
  /**
   * The subject under which the ledger keeps what this is about.
   *
   * @throws IllegalStateException if it concerns everybody
   */
  Pseudonym subjectKey();
}
