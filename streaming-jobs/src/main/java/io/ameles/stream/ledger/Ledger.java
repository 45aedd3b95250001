package io.ameles.stream.ledger;

import io.ameles.model.Contribution;
import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ExampleUse;
import io.ameles.schema.RequestAction;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.LostRecord;
import io.ameles.stream.decode.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what every event and every deletion adds to and subtracts from the models. Works on one
 * subject at a time, whose {@link LedgerState} the caller provides.
 *
 * <p>NOT thread-safe.
 */
final class Ledger {
  /** The refusal of a deletion in mode digests that does not bring what it wants subtracted. */
  static final String EXAMPLES_NOT_BROUGHT = "EXAMPLES_NOT_BROUGHT";

  /** The refusal of a deletion in mode digests that brings something else than was learned. */
  static final String EXAMPLE_DIFFERS = "EXAMPLE_DIFFERS";

  /** The refusal of a scope that mode digests cannot subtract. */
  static final String SCOPE_NEEDS_EXAMPLES = "SCOPE_NEEDS_EXAMPLES";

  private final LedgerMode mode;
  private final String eventsTopic;
  private final Set<DeletionScope> droppableScopes;
  private final Tombstones tombstones;
  private final LedgerOutput output;

  /**
   * @param mode what is kept of live examples
   * @param eventsTopic the topic that arrivals come from, for dead letters
   * @param droppableScopes scopes that every learner can drop whole, without the examples
   * @param tombstones the deletions that concern every subject
   * @param output where the answers go
   */
  Ledger(
      LedgerMode mode,
      String eventsTopic,
      Set<DeletionScope> droppableScopes,
      Tombstones tombstones,
      LedgerOutput output) {
    this.mode = mode;
    this.eventsTopic = eventsTopic;
    this.droppableScopes = Set.copyOf(droppableScopes);
    this.tombstones = tombstones;
    this.output = output;
  }

  /** An event about the subject of {@code state}. */
  void arrive(Arrival arrival, LedgerState state) {
    Entry known = state.entry(arrival.example());
    if (known == null) {
      arriveFirst(arrival, state);
    } else if (arrival.revision() < known.revision()) {
      output.count(Tally.DUPLICATE);
    } else if (arrival.revision() > known.revision()) {
      retractCorrected(arrival.example(), known, state);
      replace(arrival, known, state);
    } else if (known.isLive()) {
      arriveAgain(arrival, known, state);
    } else if (arrival.position().compareTo(known.position()) < 0) {
      replace(arrival, known, state);
    } else {
      output.count(Tally.COVERED);
    }
  }

  private void arriveFirst(Arrival arrival, LedgerState state) {
    if (covered(arrival, state)) {
      putMarker(arrival, state);
      output.count(Tally.COVERED);
      return;
    }
    learn(arrival, state);
    output.count(Tally.learned(arrival.use()));
    if (arrival.use() == ExampleUse.TRAIN) {
      output.firstSeen(arrival);
    }
  }

  /**
   * Same revision as what is live: a duplicate if it says the same, else one of the two is lost.
   */
  private void arriveAgain(Arrival arrival, Entry known, LedgerState state) {
    boolean earlier = arrival.position().compareTo(known.position()) < 0;
    if (Content.matches(kept(arrival.example(), state), known, arrival, mode)) {
      if (earlier) {
        state.putEntry(arrival.example(), known.at(arrival.position()));
      }
      output.count(Tally.DUPLICATE);
    } else if (earlier && mode == LedgerMode.CONTRIBUTIONS) {
      loseConflict(known.position(), arrival.recordedAt(), arrival.position());
      output.count(Tally.DISPLACED);
      retractCorrected(arrival.example(), known, state);
      replace(arrival, known, state);
    } else {
      // In mode digests what was learned first cannot be subtracted any more, so it stays.
      loseConflict(arrival.position(), arrival.recordedAt(), known.position());
      output.count(Tally.CONFLICT);
    }
  }

  /**
   * Puts {@code arrival} in the place of {@code known}, whose contribution is taken away already.
   */
  private void replace(Arrival arrival, Entry known, LedgerState state) {
    if (covered(arrival, state)) {
      state.removeContent(arrival.example());
      putMarker(arrival, state);
      output.count(known.isLive() ? Tally.correctedAndCovered(known.liveUse()) : Tally.COVERED);
    } else {
      learn(arrival, state);
      output.count(
          known.isLive()
              ? Tally.corrected(known.liveUse(), arrival.use())
              : Tally.learned(arrival.use()));
    }
  }

  private void learn(Arrival arrival, LedgerState state) {
    state.putEntry(arrival.example(), Entry.live(arrival));
    state.putContent(arrival.example(), Content.of(arrival, mode));
    output.change(
        new Change.Example(
            state.subject(),
            arrival.example(),
            arrival.use(),
            arrival.occurredAt(),
            Contribution.learned(arrival.label(), arrival.task(), arrival.vector())));
  }

  /** Nothing needs to be remembered of what can never come back. */
  private void putMarker(Arrival arrival, LedgerState state) {
    if (forgottenForEver(state) || tombstones.expired(arrival.occurredAt())) {
      state.removeEntry(arrival.example());
    } else {
      state.putEntry(arrival.example(), Entry.covered(arrival));
    }
  }

  private static boolean forgottenForEver(LedgerState state) {
    Tombstone whole = state.tombstone();
    return whole != null && whole.permanent();
  }

  private boolean covered(Arrival arrival, LedgerState state) {
    return tombstones.cover(arrival)
        || Tombstone.isCovered(state.tombstone(), arrival.occurredAt())
        || Tombstone.isCovered(state.tombstone(arrival.example()), arrival.occurredAt());
  }

  private void retractCorrected(Pseudonym example, Entry entry, LedgerState state) {
    if (entry.isLive()) {
      output.corrected(retraction(example, entry, state));
    }
  }

  private static Change.Example retraction(Pseudonym example, Entry entry, LedgerState state) {
    return new Change.Example(
        state.subject(),
        example,
        entry.liveUse(),
        entry.occurredAt(),
        Content.retraction(kept(example, state), entry));
  }

  private static byte[] kept(Pseudonym example, LedgerState state) {
    return Objects.requireNonNull(state.content(example), "a live example has content");
  }

  private void loseConflict(Position lost, long recordedAt, Position stays) {
    output.lost(
        new LostRecord(
            eventsTopic,
            lost,
            recordedAt,
            DeadLetterCode.CONFLICTING_CONTENT,
            "The event at %s has the same id and revision and different content; it counts. Send corrections with a higher revision."
                .formatted(stays),
            -1,
            null));
  }

  /** A deletion that names the subject of {@code state}, or examples of it. */
  void forget(Deletion deletion, LedgerState state) {
    Outcome outcome =
        deletion.request().scope() == DeletionScope.SUBJECT
            ? decide(deletion, state)
            : forgetExamples(deletion, state);
    output.outcome(outcome);
  }

  /** Of a subject, words about a request that is held here come here, too. */
  private Outcome decide(Deletion deletion, LedgerState state) {
    Deletion.Request request = deletion.request();
    Outcome.Refused refusal = HeldRequests.refusal(request, state);
    if (refusal != null) {
      return Outcome.refused(request, deletion.subject(), refusal);
    }
    if (request.terms().action() == RequestAction.DECLINE) {
      state.removeHeld(request.fingerprint());
      return Outcome.heeded(request, deletion.subject());
    }
    return forgetSubject(deletion, state);
  }

  private Outcome forgetSubject(Deletion deletion, LedgerState state) {
    Tombstone tombstone = tombstone(deletion.request());
    Map<Pseudonym, Entry> concerned = live(state, entry -> tombstone.covers(entry.occurredAt()));
    Map<Pseudonym, Arrival> brought = byExample(deletion);
    for (Map.Entry<Pseudonym, Entry> example : concerned.entrySet()) {
      Outcome.Refused refusal = refusal(example.getKey(), example.getValue(), brought, state);
      if (refusal != null) {
        // All or nothing: half a subject is not a subject forgotten.
        String target = deletion.subjectKey().toHex();
        return Outcome.refused(
            deletion.request(),
            deletion.subject(),
            new Outcome.Refused(target, refusal.code(), refusal.message()));
      }
    }
    if (HeldRequests.mustBeHeld(deletion.request(), concerned.size())) {
      return HeldRequests.hold(deletion, concerned.size(), state);
    }
    HeldRequests.release(deletion.request(), state);
    Tombstone merged = tombstone.or(state.tombstone());
    state.putTombstone(merged);
    concerned.forEach((example, entry) -> remove(example, entry, brought.get(example), state));
    output.change(deleted(deletion.request(), deletion.subjectKey().toHex()));
    if (merged.permanent()) {
      state.clearExamples(); // nothing of this subject can ever come back, so markers are idle
    }
    return Outcome.done(deletion.request(), deletion.subject(), concerned.size());
  }

  private Outcome forgetExamples(Deletion deletion, LedgerState state) {
    if (forgottenForEver(state)) {
      return Outcome.done(
          deletion.request(), deletion.subject(), 0); // nor a tombstone: the subject's covers them
    }
    Tombstone tombstone = tombstone(deletion.request());
    Map<Pseudonym, Arrival> brought = byExample(deletion);
    List<Outcome.Refused> refusals = new ArrayList<>();
    long removed = 0;
    for (Pseudonym example : deletion.examples()) {
      Entry entry = state.entry(example);
      boolean concerned = entry != null && entry.isLive() && tombstone.covers(entry.occurredAt());
      if (concerned) {
        Outcome.Refused refusal = refusal(example, entry, brought, state);
        if (refusal != null) {
          refusals.add(refusal);
          continue;
        }
        remove(example, entry, brought.get(example), state);
        removed++;
      }
      state.putTombstone(example, tombstone.or(state.tombstone(example)));
    }
    boolean applied = refusals.size() < deletion.examples().size();
    return new Outcome(
        deletion.request(),
        applied ? Outcome.Disposition.APPLIED : Outcome.Disposition.REFUSED,
        deletion.subject(),
        removed,
        refusals,
        List.of());
  }

  /**
   * A deletion of a label or task: call {@link #forgetAmong} for every subject, then {@link
   * #conclude}. Empty if there is nothing to look for.
   */
  @Nullable Sweep begin(Deletion deletion) {
    Deletion.Request request = deletion.request();
    if (mode == LedgerMode.DIGESTS && !droppedWhole(request)) {
      output.outcome(
          Outcome.refused(
              request,
              null,
              new Outcome.Refused(
                  request.target(),
                  SCOPE_NEEDS_EXAMPLES,
                  "In ledger mode digests a label or task can be forgotten whole and for ever only (permanent: true, and every learner must support it); otherwise name the examples and bring them.")));
      return null;
    }
    Tombstone known = tombstones.of(request.scope(), request.target());
    Tombstone merged = tombstone(request).or(known);
    Sweep sweep = new Sweep(request, merged, !merged.equals(known));
    if (!sweep.news) {
      conclude(sweep); // covered already: whatever it names is gone or never came in
      return null;
    }
    tombstones.put(request.scope(), request.target(), merged);
    if (mode == LedgerMode.DIGESTS) {
      output.change(new Change.Whole(request.scope(), request.target()));
    }
    return sweep;
  }

  /** Applies a deletion of a label or task to the subject of {@code state}. */
  void forgetAmong(Sweep sweep, LedgerState state) {
    live(state, sweep::names)
        .forEach(
            (example, entry) -> {
              if (!sweep.tombstone.covers(entry.occurredAt())) {
                sweep.keep(entry);
                return;
              }
              if (mode == LedgerMode.CONTRIBUTIONS) {
                output.change(retraction(example, entry, state));
              }
              cover(example, entry, state);
              sweep.removed++;
            });
  }

  /** Reports a deletion of a label or task after the last subject. */
  void conclude(Sweep sweep) {
    if (sweep.news) {
      output.change(deleted(sweep.request, sweep.request.target()));
      output.deleted(sweep.deletion());
    }
    output.outcome(Outcome.done(sweep.request, null, sweep.removed));
  }

  /** Removes what is too old from the subject of {@code state}, markers included. */
  void expire(LedgerState state) {
    for (Map.Entry<Pseudonym, Entry> example : state.entries().entrySet()) {
      Entry entry = example.getValue();
      if (tombstones.expired(entry.occurredAt())) {
        if (entry.isLive()) {
          output.change(retraction(example.getKey(), entry, state));
          output.count(Tally.forgotten(entry.liveUse()));
        }
        state.removeContent(example.getKey());
        state.removeEntry(example.getKey());
      }
    }
  }

  /** A deletion of a label or task while it goes through the subjects. */
  static final class Sweep {
    private final Deletion.Request request;
    private final Tombstone tombstone;
    private final boolean news;
    private long removed;
    private long newest = Long.MIN_VALUE;

    private Sweep(Deletion.Request request, Tombstone tombstone, boolean news) {
      this.request = request;
      this.tombstone = tombstone;
      this.news = news;
    }

    private boolean names(Entry entry) {
      String named = request.scope() == DeletionScope.LABEL ? entry.label() : entry.task();
      return request.target().equals(named);
    }

    /** A live example that bears the name and is not covered. */
    private void keep(Entry entry) {
      boolean goesByIt = request.scope() == DeletionScope.TASK || entry.task() == null;
      if (goesByIt && entry.liveUse() == ExampleUse.TRAIN) {
        newest = Math.max(newest, entry.occurredAt());
      }
    }

    private TagDeletion deletion() {
      long cutoff = tombstone.permanent() ? Long.MAX_VALUE : tombstone.cutoff();
      return new TagDeletion(request.scope(), request.target(), cutoff, newest);
    }
  }

  private static Change.Deleted deleted(Deletion.Request request, String target) {
    return new Change.Deleted(request.position(), request.id(), request.scope(), target);
  }

  private boolean droppedWhole(Deletion.Request request) {
    return request.permanent() && droppableScopes.contains(request.scope());
  }

  private static Tombstone tombstone(Deletion.Request request) {
    return new Tombstone(request.requestedAt(), request.permanent());
  }

  private static Map<Pseudonym, Entry> live(LedgerState state, Predicate<Entry> concerned) {
    Map<Pseudonym, Entry> entries = state.entries();
    entries.values().removeIf(entry -> !entry.isLive() || !concerned.test(entry));
    return entries;
  }

  private static Map<Pseudonym, Arrival> byExample(Deletion deletion) {
    return deletion.brought().stream()
        .collect(Collectors.toMap(Arrival::example, arrival -> arrival, (first, again) -> first));
  }

  /** Why a live example cannot be subtracted; null if it can. */
  private Outcome.@Nullable Refused refusal(
      Pseudonym example, Entry entry, Map<Pseudonym, Arrival> brought, LedgerState state) {
    if (mode == LedgerMode.CONTRIBUTIONS) {
      return null;
    }
    Arrival arrival = brought.get(example);
    if (arrival == null) {
      return new Outcome.Refused(
          example.toHex(),
          EXAMPLES_NOT_BROUGHT,
          "Ledger mode digests keeps nothing that could be subtracted; bring every live example of the scope along, as it was sent.");
    }
    if (!Content.matches(kept(example, state), entry, arrival, mode)) {
      return new Outcome.Refused(
          example.toHex(),
          EXAMPLE_DIFFERS,
          "What the request brings is not what was learned, and what was never added cannot be subtracted; bring the example as it was sent.");
    }
    return null;
  }

  private void remove(
      Pseudonym example, Entry entry, @Nullable Arrival brought, LedgerState state) {
    if (mode == LedgerMode.CONTRIBUTIONS) {
      output.change(retraction(example, entry, state));
    } else {
      Arrival arrival = Objects.requireNonNull(brought, "checked before");
      output.change(
          new Change.Example(
              state.subject(),
              example,
              entry.liveUse(),
              entry.occurredAt(),
              Contribution.forgotten(arrival.label(), arrival.task(), arrival.vector())));
    }
    cover(example, entry, state);
  }

  private void cover(Pseudonym example, Entry entry, LedgerState state) {
    output.count(Tally.forgotten(entry.liveUse()));
    state.removeContent(example);
    state.putEntry(example, entry.covered());
  }
}
