package io.ameles.stream.admit;

import io.ameles.model.request.Requesters;
import io.ameles.schema.RequestAction;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.Position;
import io.ameles.stream.ledger.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A gate without an engine, and what came out of it. */
final class GateDesk implements GateOutput {
  static final RequestRules.Guard GUARD = new RequestRules.Guard(0.5, 3);
  static final RequestRules GUARDED = new RequestRules(Requesters.NONE, null, GUARD);
  static final Set<String> REGULATIONS = Set.of("gdpr", "ccpa");

  final List<Deletion> passed = new ArrayList<>();
  final List<Outcome> outcomes = new ArrayList<>();
  long published;
  int lookups;
  private final RequestRules rules;
  private Gate gate;
  private long offset;

  GateDesk(RequestRules rules) {
    this.rules = rules;
    this.gate = gate(GateBook.NEW);
  }

  private Gate gate(GateBook book) {
    return new Gate(
        rules,
        REGULATIONS,
        () -> {
          lookups++;
          return published;
        },
        book,
        this);
  }

  /** Everything in memory is lost but the book. */
  void restart() {
    gate = gate(gate.book());
  }

  GateBook book() {
    return gate.book();
  }

  void endEpoch() {
    gate.endEpoch();
  }

  @Override
  public void pass(Deletion part) {
    passed.add(part);
  }

  @Override
  public void outcome(Outcome outcome) {
    outcomes.add(outcome);
  }

  /** A request comes at a position of its own; returns what the gate says of it. */
  List<Outcome> receive(Deletion... parts) {
    int before = outcomes.size();
    Position position = new Position(0, offset++);
    for (Deletion part : parts) {
      gate.decide(at(position, part));
    }
    return outcomes.subList(before, outcomes.size());
  }

  /** What the gate says of it: a code, a disposition if there is none, or that it passed. */
  String verdict(Deletion... parts) {
    int passedBefore = passed.size();
    List<Outcome> said = receive(parts);
    if (said.isEmpty()) {
      return passed.size() == passedBefore + parts.length ? "PASSED" : "LOST";
    }
    Outcome only = said.get(0);
    return only.refusals().isEmpty() ? only.disposition().name() : only.refusals().get(0).code();
  }

  static Deletion at(Position position, Deletion part) {
    Deletion.Request request = part.request();
    return new Deletion(
        new Deletion.Request(
            request.id(),
            position,
            request.scope(),
            request.target(),
            request.permanent(),
            request.requestedAt(),
            request.acceptedAt(),
            request.fingerprint(),
            request.terms()),
        part.subject(),
        part.examples(),
        part.brought());
  }

  static Deletion.Terms by(String requester) {
    return terms(RequestAction.FORGET, requester, "", 1, null);
  }

  static Deletion.Terms word(RequestAction action, String requester) {
    return terms(action, requester, "", 1, null);
  }

  static Deletion.Terms terms(
      RequestAction action,
      String requester,
      String problem,
      int subjects,
      Deletion.@Nullable Part bulk) {
    return new Deletion.Terms(
        action, requester, problem, "", Fixtures.RECORDED_AT, subjects, bulk, Long.MAX_VALUE);
  }

  /** The same words by somebody else, or to another end. */
  static Deletion[] under(Deletion.Terms terms, Deletion... parts) {
    return Stream.of(parts)
        .map(
            part ->
                new Deletion(
                    part.request().under(terms), part.subject(), part.examples(), part.brought()))
        .toArray(Deletion[]::new);
  }

  /** One request for several subjects. */
  static Deletion[] ofSubjects(Deletion.Terms terms, String... subjects) {
    Deletion.Request request = Fixtures.deleteSubject(String.join("+", subjects)).request();
    Deletion.Request ofAll =
        new Deletion.Request(
            request.id(),
            request.position(),
            request.scope(),
            "",
            request.permanent(),
            request.requestedAt(),
            request.acceptedAt(),
            request.fingerprint(),
            terms);
    return Stream.of(subjects)
        .map(name -> new Deletion(ofAll, Fixtures.subject(name), List.of(), List.of()))
        .toArray(Deletion[]::new);
  }
}
