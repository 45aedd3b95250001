package io.ameles.stream.ledger;

import io.ameles.model.request.RequestRefusal;
import io.ameles.schema.RequestAction;
import io.ameles.stream.decode.Deletion;
import org.jspecify.annotations.Nullable;

/**
 * Deletions of one subject that would remove too much: only here is known how much that is. They
 * change nothing but a mark, which a confirmation must find. A confirmation that comes without a
 * limit was matched with its request before it came here.
 */
final class HeldRequests {
  private HeldRequests() {}

  /** Why a word about a request that is held must be refused; null if it need not be. */
  static Outcome.@Nullable Refused refusal(Deletion.Request request, LedgerState state) {
    RequestAction action = request.terms().action();
    boolean matched = request.terms().mostRemoved() == Long.MAX_VALUE;
    if (action == RequestAction.FORGET || (action == RequestAction.CONFIRM && matched)) {
      return null;
    }
    Held held = state.held(request.fingerprint());
    if (held == null) {
      return Outcome.Refused.because("", RequestRefusal.NOTHING_PENDING);
    }
    boolean samePerson = held.requester().equals(request.terms().requester());
    return action == RequestAction.CONFIRM && samePerson
        ? Outcome.Refused.because("", RequestRefusal.SAME_PERSON)
        : null;
  }

  static boolean mustBeHeld(Deletion.Request request, long removes) {
    return request.terms().action() == RequestAction.FORGET
        && removes > request.terms().mostRemoved();
  }

  /** What is carried out is not held any longer. */
  static void release(Deletion.Request request, LedgerState state) {
    if (request.terms().mostRemoved() != Long.MAX_VALUE) {
      state.removeHeld(request.fingerprint());
    }
  }

  /** Whoever asked first stays the one who asked. */
  static Outcome hold(Deletion deletion, long removes, LedgerState state) {
    Deletion.Request request = deletion.request();
    if (state.held(request.fingerprint()) == null) {
      state.putHeld(request.fingerprint(), new Held(request.terms().requester()));
    }
    return Outcome.held(
        request,
        deletion.subject(),
        removes,
        Outcome.Refused.because("", RequestRefusal.CONFIRMATION_NEEDED));
  }
}
