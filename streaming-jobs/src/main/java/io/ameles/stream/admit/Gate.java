package io.ameles.stream.admit;

import static io.ameles.model.request.RequestRefusal.CONFIRMATION_NEEDED;
import static io.ameles.model.request.RequestRefusal.LEGAL_HOLD;
import static io.ameles.model.request.RequestRefusal.NOTHING_PENDING;
import static io.ameles.model.request.RequestRefusal.RATE_LIMITED;
import static io.ameles.model.request.RequestRefusal.SAME_PERSON;
import static io.ameles.model.request.RequestRefusal.SUPERSEDED;
import static io.ameles.model.request.RequestRefusal.TOO_MANY_HELD;
import static io.ameles.model.request.RequestRefusal.UNKNOWN_REGULATION;
import static io.ameles.model.request.RequestRefusal.WAS_DECLINED;

import io.ameles.model.identity.Pseudonym;
import io.ameles.model.request.RequestRefusal;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.RequestAction;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.Position;
import io.ameles.stream.ledger.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests are carried out, which are refused and which are held. All parts of a
 * request share one fate, but for legal holds, which concern one subject each.
 *
 * <p>Only what can be told without the examples is told here: of a single subject, the ledger finds
 * out how many examples it has, and holds the request there if they are too many.
 *
 * <p>NOT thread-safe.
 */
final class Gate {
  /** The most requests that wait for a decision. */
  static final int MOST_HELD = 100_000;

  private final RequestRules rules;
  private final Set<String> regulations;
  private final LiveExamples published;
  private final GateOutput output;
  private final Map<Pseudonym, String> held;
  private final Decided confirmed;
  private final Decided declined;
  private final SortedMap<LegalHold, LegalHold.Word> legalHolds;
  private final @Nullable RateWindows windows;
  private final Map<Position, Verdict> verdicts = new HashMap<>();
  private @Nullable Long liveExamples;

  /**
   * @param rules who may ask for what
   * @param regulations names of all clocks
   * @param published how many examples the model is made of
   * @param book what was remembered
   * @param output where decisions go
   */
  Gate(
      RequestRules rules,
      Set<String> regulations,
      LiveExamples published,
      GateBook book,
      GateOutput output) {
    this.rules = rules;
    this.regulations = new TreeSet<>(regulations);
    this.published = published;
    this.output = output;
    this.held = new LinkedHashMap<>(book.held());
    this.confirmed = new Decided(book.confirmed());
    this.declined = new Decided(book.declined());
    this.legalHolds = new TreeMap<>(book.legalHolds());
    this.windows =
        rules.rateLimit() == null ? null : new RateWindows(rules.rateLimit(), book.windows());
  }

  /**
   * What becomes of a whole request.
   *
   * @param outcome to be reported at once; null if the ledger reports
   * @param terms under which it is carried out; null if it is not
   */
  private record Verdict(@Nullable Outcome outcome, Deletion.@Nullable Terms terms) {}

  /** A part of a request; all parts of a request come in the same epoch. */
  void decide(Deletion part) {
    Verdict verdict = verdicts.get(part.request().position());
    if (verdict == null) {
      verdict = judge(part);
      verdicts.put(part.request().position(), verdict);
      if (verdict.outcome() != null) {
        output.outcome(verdict.outcome());
      }
    }
    if (verdict.terms() != null) {
      pass(part, part.request().under(verdict.terms()));
    }
  }

  /** Everything that belongs together has come. */
  void endEpoch() {
    verdicts.clear();
    liveExamples = null;
  }

  /** What is to be remembered. */
  GateBook book() {
    return new GateBook(
        held,
        confirmed.newest(),
        declined.newest(),
        legalHolds,
        windows == null ? new TreeMap<>() : windows.counts());
  }

  private void pass(Deletion part, Deletion.Request request) {
    if (isKept(part)) {
      String target = LegalHold.against(part).target();
      output.outcome(
          Outcome.refused(request, part.subject(), Outcome.Refused.because(target, LEGAL_HOLD)));
    } else {
      output.pass(new Deletion(request, part.subject(), part.examples(), part.brought()));
    }
  }

  private Verdict judge(Deletion part) {
    Deletion.Terms terms = part.request().terms();
    if (!terms.problem().isEmpty()) {
      return refused(part, RequestRefusal.valueOf(terms.problem()));
    }
    if (!terms.regulation().isEmpty() && !regulations.contains(terms.regulation())) {
      return refused(part, UNKNOWN_REGULATION, String.join(", ", regulations));
    }
    if (windows != null && !windows.take(terms.requester(), part.request().acceptedAt())) {
      return rateLimited(part, windows.begin(part.request().acceptedAt()));
    }
    return switch (terms.action()) {
      case FORGET -> forget(part);
      case CONFIRM -> confirm(part);
      case DECLINE -> decline(part);
      case EXTEND -> heeded(part);
      case PLACE_LEGAL_HOLD, LIFT_LEGAL_HOLD -> note(part);
    };
  }

  private Verdict rateLimited(Deletion part, long begin) {
    RequestRules.RateLimit limit = rules.rateLimit();
    if (limit == null) {
      throw new IllegalStateException("nothing is limited");
    }
    return refused(
        part,
        RATE_LIMITED,
        limit.requests(),
        Instant.ofEpochMilli(begin),
        Instant.ofEpochMilli(begin + limit.windowMillis()));
  }

  private Verdict forget(Deletion part) {
    if (isOne(part) && isKept(part)) {
      return refused(part, LEGAL_HOLD);
    }
    Pseudonym fingerprint = part.request().fingerprint();
    if (declined.contains(fingerprint)) {
      return refused(part, WAS_DECLINED);
    }
    if (confirmed.contains(fingerprint)) {
      return carriedOut(part, Long.MAX_VALUE); // once more, which changes nothing
    }
    RequestRules.Guard guard = rules.guard();
    if (guard == null) {
      held.remove(fingerprint);
      return carriedOut(part, Long.MAX_VALUE);
    }
    if (isOneSubject(part)) {
      return carriedOut(part, limit(guard));
    }
    if (part.request().scope() == DeletionScope.EXAMPLES
        && part.request().terms().bulk() == null
        && examples(part) <= limit(guard)) {
      held.remove(fingerprint);
      return carriedOut(part, Long.MAX_VALUE);
    }
    if (held.size() >= MOST_HELD && !held.containsKey(fingerprint)) {
      return refused(part, TOO_MANY_HELD, MOST_HELD);
    }
    // Whoever asked first stays the one who asked.
    held.putIfAbsent(fingerprint, part.request().terms().requester());
    return new Verdict(
        Outcome.held(
            part.request(), soleSubject(part), 0, Outcome.Refused.because("", CONFIRMATION_NEEDED)),
        null);
  }

  private Verdict confirm(Deletion part) {
    if (declined.contains(part.request().fingerprint())) {
      return refused(part, WAS_DECLINED); // somebody may have kept the bytes of a confirmation
    }
    String requester = held.get(part.request().fingerprint());
    if (requester == null) {
      return askLedger(part);
    }
    if (requester.equals(part.request().terms().requester())) {
      return refused(part, SAME_PERSON);
    }
    if (isOne(part) && isKept(part)) {
      return refused(part, LEGAL_HOLD); // and stays held
    }
    held.remove(part.request().fingerprint());
    confirmed.add(part.request().fingerprint());
    return carriedOut(part, Long.MAX_VALUE);
  }

  private Verdict decline(Deletion part) {
    boolean known = held.remove(part.request().fingerprint()) != null;
    if (known || isOneSubject(part)) {
      declined.add(part.request().fingerprint());
    }
    return known ? heeded(part) : askLedger(part);
  }

  /** Of a single subject, the ledger knows whether anything is held. */
  private Verdict askLedger(Deletion part) {
    boolean declines = part.request().terms().action() == RequestAction.DECLINE;
    if (!isOneSubject(part)) {
      return refused(part, NOTHING_PENDING);
    }
    if (!declines && isKept(part)) {
      return refused(part, LEGAL_HOLD);
    }
    return carriedOut(part, 0);
  }

  private Verdict note(Deletion part) {
    Deletion.Request request = part.request();
    LegalHold.Word word =
        new LegalHold.Word(
            request.terms().action() == RequestAction.PLACE_LEGAL_HOLD, request.requestedAt());
    LegalHold hold = LegalHold.against(part);
    LegalHold.Word latest = legalHolds.get(hold);
    if (latest != null && !latest.yieldsTo(word)) {
      return refused(part, SUPERSEDED);
    }
    legalHolds.put(hold, word);
    return heeded(part);
  }

  private boolean isKept(Deletion part) {
    LegalHold.Word word = legalHolds.isEmpty() ? null : legalHolds.get(LegalHold.against(part));
    return word != null && word.placed();
  }

  private long limit(RequestRules.Guard guard) {
    if (liveExamples == null) {
      liveExamples = published.count();
    }
    return guard.limit(liveExamples);
  }

  private static long examples(Deletion part) {
    return Math.max(part.examples().size(), part.request().terms().subjects());
  }

  private static boolean isOne(Deletion part) {
    return part.request().terms().subjects() <= 1;
  }

  private static boolean isOneSubject(Deletion part) {
    return part.request().scope() == DeletionScope.SUBJECT
        && !part.request().terms().severalSubjects();
  }

  private static Verdict carriedOut(Deletion part, long mostRemoved) {
    return new Verdict(null, part.request().terms().removingAtMost(mostRemoved));
  }

  private static Verdict heeded(Deletion part) {
    return new Verdict(Outcome.heeded(part.request(), soleSubject(part)), null);
  }

  private static Verdict refused(Deletion part, RequestRefusal reason, Object... details) {
    return new Verdict(
        Outcome.refused(
            part.request(), soleSubject(part), Outcome.Refused.because("", reason, details)),
        null);
  }

  private static @Nullable Pseudonym soleSubject(Deletion part) {
    return isOne(part) ? part.subject() : null;
  }
}
