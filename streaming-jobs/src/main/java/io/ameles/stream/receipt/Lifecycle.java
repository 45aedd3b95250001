package io.ameles.stream.receipt;

import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.CutOffset;
import io.ameles.schema.DeletionReceipt;
import io.ameles.stream.decode.Position;
import io.ameles.stream.learn.EpochClosed;
import io.ameles.stream.ledger.Outcome;
import io.ameles.stream.seal.Holdings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests from being accepted to being sealed: adds up what every part of the ledger did,
 * and says at every barrier what has become true of every request since the one before.
 *
 * <p>NOT thread-safe.
 */
final class Lifecycle {
  /** Words come after what they are about, whatever partitions the two lie in. */
  private static final Comparator<RequestTotal> ORDER =
      Comparator.<RequestTotal, Boolean>comparing(total -> !total.isOriginal())
          .thenComparing(total -> total.request().position());

  private final ReceiptPolicy policy;
  private final ReceiptWriter writer;
  private final SignedLog log;
  private final Holdings holdings;
  private final Answers answers;
  private final Docket docket;
  private final SortedMap<Position, RequestTotal> totals = new TreeMap<>();
  private ReceiptBook book;
  private @Nullable EpochClosed closed;

  /**
   * @param holdings what of ours still holds what was removed
   * @param answers to earlier requests
   * @param docket requests that are pending
   * @param book where the log stands
   */
  Lifecycle(
      ReceiptPolicy policy, Holdings holdings, Answers answers, Docket docket, ReceiptBook book) {
    this.policy = policy;
    this.writer = new ReceiptWriter(policy);
    this.log = new SignedLog(policy.model(), policy.keys().signer());
    this.holdings = holdings;
    this.answers = answers;
    this.docket = docket;
    this.book = book;
  }

  /** What must survive a restart, with {@link #docket}. */
  ReceiptBook book() {
    return book;
  }

  Docket docket() {
    return docket;
  }

  /** What a part of a request did in this epoch. */
  void add(Outcome outcome) {
    totals
        .computeIfAbsent(
            outcome.request().position(), position -> new RequestTotal(outcome.request()))
        .add(outcome);
  }

  /** This epoch has its version; comes after every outcome of it, or not at all. */
  void add(EpochClosed epochClosed) {
    closed = epochClosed;
  }

  /**
   * The receipts of the epoch, signed, in order.
   *
   * @param epoch the checkpoint in whose transaction they will be
   * @param now when they are written
   */
  List<DeletionReceipt> close(long epoch, Instant now) {
    EpochClosed version = closed;
    if (version == null && !totals.isEmpty()) {
      throw new IllegalStateException("requests were read in an epoch that has no version");
    }
    Scribe scribe = new Scribe(writer, docket, book.nextSequence(), epoch, now);
    if (version != null && !totals.isEmpty()) {
      decide(version, scribe);
    }
    Watch watch = new Watch(writer, docket, scribe, policy.clocks().atRisk(), holdings);
    watch.look();
    docket.tidy(now);
    List<DeletionReceipt> receipts = scribe.receipts();
    book =
        new ReceiptBook(
            receipts.isEmpty() ? book.log() : log.append(book.log(), receipts, now),
            version == null ? book.stateDigests() : version.stateDigests(),
            book.abandoned() + watch.abandoned());
    totals.clear();
    closed = null;
    return receipts;
  }

  private void decide(EpochClosed version, Scribe scribe) {
    docket.put(AppliedEpoch.of(version, book.stateDigests()));
    creditRepetitionsToTheFirst();
    Decisions decisions = new Decisions(writer, policy, answers, docket, scribe, cut(version));
    totals.values().stream().sorted(ORDER).forEach(decisions::take);
  }

  /** The ledger may have met equal requests from two partitions in any order. */
  private void creditRepetitionsToTheFirst() {
    Map<Pseudonym, RequestTotal> first = new HashMap<>();
    totals.values().stream()
        .filter(total -> total.disposition() == Outcome.Disposition.APPLIED)
        .sorted(ORDER)
        .forEach(
            total -> {
              RequestTotal earlier = first.putIfAbsent(total.request().fingerprint(), total);
              if (earlier != null && earlier.isDone()) {
                earlier.takeOver(total);
              }
            });
  }

  private static List<CutOffset> cut(EpochClosed version) {
    List<CutOffset> cut = new ArrayList<>();
    version
        .offsets()
        .forEach(
            (topic, partitions) ->
                partitions.forEach(
                    (partition, offset) -> cut.add(new CutOffset(topic, partition, offset))));
    return cut;
  }
}
