package io.ameles.stream.ledger;

import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.RequestAction;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.LedgerInput;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes of messages without a limit messages with one, and the answers to what is held. */
final class HeldRequestsProbe {
  private HeldRequestsProbe() {}

  static LedgerInput limited(LedgerInput message, long mostRemoved) {
    return isOfSubject(message)
        ? under(HeldRequestsTest.terms(RequestAction.FORGET, "desk", mostRemoved), message)
        : message;
  }

  /** Everything but the requests that are held. */
  static List<LedgerInput> without(
      Set<Pseudonym> held, Collection<? extends LedgerInput> messages) {
    return messages.stream()
        .filter(message -> !isOfSubject(message) || !held.contains(fingerprint(message)))
        .<LedgerInput>map(message -> message)
        .toList();
  }

  /** One confirmation per request that is held. */
  static List<LedgerInput> confirmations(
      Set<Pseudonym> held, Collection<? extends LedgerInput> messages) {
    Map<Pseudonym, LedgerInput> requests = new LinkedHashMap<>();
    messages.stream()
        .filter(message -> isOfSubject(message) && held.contains(fingerprint(message)))
        .forEach(message -> requests.put(fingerprint(message), message));
    return requests.values().stream()
        .map(message -> under(HeldRequestsTest.terms(RequestAction.CONFIRM, "boss", 0), message))
        .toList();
  }

  private static boolean isOfSubject(LedgerInput message) {
    return message instanceof Deletion deletion
        && deletion.request().scope() == DeletionScope.SUBJECT;
  }

  private static Pseudonym fingerprint(LedgerInput message) {
    return ((Deletion) message).request().fingerprint();
  }

  private static LedgerInput under(Deletion.Terms terms, LedgerInput message) {
    Deletion deletion = (Deletion) message;
    return new Deletion(
        deletion.request().under(terms),
        deletion.subject(),
        deletion.examples(),
        deletion.brought());
  }
}
