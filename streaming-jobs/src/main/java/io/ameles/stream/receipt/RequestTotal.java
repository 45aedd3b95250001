package io.ameles.stream.receipt;

import io.ameles.stream.decode.Deletion;
import io.ameles.stream.ledger.Outcome;
import java.util.LinkedHashSet;
import java.util.Set;

/** The outcomes of all parts of one request, added up. NOT thread-safe. */
final class RequestTotal {
  private final Deletion.Request request;
  private final Set<Outcome.Refused> refusals = new LinkedHashSet<>();
  private long removed;
  private boolean anythingDone;

  RequestTotal(Deletion.Request request) {
    this.request = request;
  }

  /** Every part of the ledger may refuse for the same reason; it is said once. */
  void add(Outcome outcome) {
    removed += outcome.removed();
    refusals.addAll(outcome.refusals());
    anythingDone |= outcome.applied();
  }

  /** Counts as its own what {@code repetition}, a later equal request, removed. */
  void takeOver(RequestTotal repetition) {
    removed += repetition.removed;
    repetition.removed = 0;
  }

  Deletion.Request request() {
    return request;
  }

  long removed() {
    return removed;
  }

  Set<Outcome.Refused> refusals() {
    return refusals;
  }

  boolean anythingDone() {
    return anythingDone;
  }
}
