package io.ameles.stream.receipt;

import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.RequestAction;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.ledger.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The outcomes of all parts of one request, added up. NOT thread-safe. */
final class RequestTotal {
  /** Of one request for several subjects, how many refusals a receipt lists. */
  static final int MOST_REFUSALS = 500;

  private final Deletion.Request request;
  private final Set<Outcome.Refused> refusals = new LinkedHashSet<>();
  private final Set<Outcome.Disposition> dispositions = EnumSet.noneOf(Outcome.Disposition.class);
  private final Map<Pseudonym, Long> bySubject = new LinkedHashMap<>();
  private long removed;
  private long sources;

  RequestTotal(Deletion.Request request) {
    this.request = request;
  }

  /** Every part of the ledger may refuse for the same reason; it is said once. */
  void add(Outcome outcome) {
    removed += outcome.removed();
    sources += outcome.sources().size();
    refusals.addAll(outcome.refusals());
    dispositions.add(outcome.disposition());
    Pseudonym subject = outcome.subject();
    boolean done = outcome.applied() || request.scope() != DeletionScope.SUBJECT;
    if (subject != null && done && request.terms().severalSubjects()) {
      bySubject.merge(subject, outcome.removed(), Long::sum);
    }
  }

  /** Counts as its own what {@code repetition}, a later equal request, removed. */
  void takeOver(RequestTotal repetition) {
    removed += repetition.removed;
    sources += repetition.sources;
    repetition.bySubject.forEach((subject, count) -> bySubject.merge(subject, count, Long::sum));
    repetition.removed = 0;
    repetition.sources = 0;
    repetition.bySubject.replaceAll((subject, count) -> 0L);
  }

  Deletion.Request request() {
    return request;
  }

  Deletion.Terms terms() {
    return request.terms();
  }

  /** Whether it is the request itself, and not a word about it. */
  boolean isOriginal() {
    return request.terms().action() == RequestAction.FORGET;
  }

  long removed() {
    return removed;
  }

  /** Positions of removed examples in the source topic. */
  long sources() {
    return sources;
  }

  /**
   * What was not done. Of several subjects the first few only, because a receipt must fit into a
   * record: those that were carried out are listed in it, so the others are known.
   */
  List<Outcome.Refused> refusals() {
    List<Outcome.Refused> all = new ArrayList<>(refusals);
    if (request.scope() != DeletionScope.SUBJECT || all.size() <= MOST_REFUSALS) {
      return all;
    }
    List<Outcome.Refused> some = new ArrayList<>(all.subList(0, MOST_REFUSALS));
    some.add(
        new Outcome.Refused(
            "",
            "AND_MORE",
            "%d more subjects were refused; those that are not in the field subjects were."
                .formatted(all.size() - MOST_REFUSALS)));
    return some;
  }

  /** What was removed of each subject; empty unless the request is about several. */
  Map<Pseudonym, Long> bySubject() {
    return bySubject;
  }

  /** What became of it as a whole: if anything was done, that counts. */
  Outcome.Disposition disposition() {
    for (Outcome.Disposition candidate :
        List.of(
            Outcome.Disposition.APPLIED, Outcome.Disposition.HELD, Outcome.Disposition.HEEDED)) {
      if (dispositions.contains(candidate)) {
        return candidate;
      }
    }
    return Outcome.Disposition.REFUSED;
  }

  /** Whether it was carried out, and nothing of it was refused. */
  boolean isDone() {
    return disposition() == Outcome.Disposition.APPLIED && refusals.isEmpty();
  }
}
