package io.ameles.stream.receipt;

import io.ameles.model.identity.Pseudonym;
import io.ameles.model.learn.Learner;
import io.ameles.model.learn.mean.NearestMean;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.RequestAction;
import io.ameles.stream.Fixtures;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.learn.EpochClosed;
import io.ameles.stream.ledger.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A {@link Lifecycle} without an engine around it. */
final class Life {
  static final Instant START = Instant.ofEpochMilli(Fixtures.RECORDED_AT);

  final TestingHoldings holdings;
  final List<DeletionReceipt> all = new ArrayList<>();
  private final Lifecycle lifecycle;
  private Instant now = START;
  private long epoch;

  Life() {
    this(new TestingHoldings(), Fixtures.learners());
  }

  Life(TestingHoldings holdings, List<Learner> learners) {
    this.holdings = holdings;
    this.lifecycle =
        new Lifecycle(
            ReceiptDesk.policy(learners),
            holdings,
            new InMemoryAnswers(),
            new Docket(),
            ReceiptBook.NEW);
  }

  Docket docket() {
    return lifecycle.docket();
  }

  ReceiptBook book() {
    return lifecycle.book();
  }

  Life pass(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** An epoch in which this was read. */
  List<DeletionReceipt> read(Outcome... outcomes) {
    epoch++;
    List.of(outcomes).forEach(lifecycle::add);
    lifecycle.add(
        new EpochClosed(
            epoch,
            now.toEpochMilli(),
            new TreeMap<>(Map.of(NearestMean.TYPE, "digest " + epoch)),
            new TreeMap<>(Map.of(Fixtures.DELETIONS_TOPIC, new TreeMap<>(Map.of(0, epoch))))));
    return close();
  }

  /** An epoch in which nothing was read. */
  List<DeletionReceipt> idle() {
    epoch++;
    return close();
  }

  /** The newest epoch is published and nothing of older ones is left. */
  List<DeletionReceipt> settle() {
    holdings.publish(epoch);
    holdings.seal(epoch);
    return idle();
  }

  private List<DeletionReceipt> close() {
    List<DeletionReceipt> receipts = lifecycle.close(epoch, now);
    all.addAll(receipts);
    return receipts;
  }

  static Outcome done(Fixtures.DeletionBuilder deletion, long removed) {
    return outcome(deletion, Outcome.Disposition.APPLIED, null, removed);
  }

  static Outcome held(Fixtures.DeletionBuilder deletion, long removed) {
    return outcome(
        deletion,
        Outcome.Disposition.HELD,
        null,
        removed,
        new Outcome.Refused("", "NEEDS_CONFIRMATION", "Too many."));
  }

  static Outcome refused(Fixtures.DeletionBuilder deletion, String code) {
    return outcome(
        deletion, Outcome.Disposition.REFUSED, null, 0, new Outcome.Refused("", code, "Because."));
  }

  static Outcome heeded(Fixtures.DeletionBuilder deletion) {
    return outcome(deletion, Outcome.Disposition.HEEDED, null, 0);
  }

  static Outcome outcome(
      Fixtures.DeletionBuilder deletion,
      Outcome.Disposition disposition,
      @Nullable Pseudonym subject,
      long removed,
      Outcome.Refused... refusals) {
    return new Outcome(
        deletion.request(), disposition, subject, removed, List.of(refusals), List.of());
  }

  static Deletion.Terms terms(RequestAction action, String requester) {
    return new Deletion.Terms(
        action, requester, "", "", Fixtures.RECORDED_AT, 1, null, Long.MAX_VALUE);
  }

  static Deletion.Terms clock(String regulation, Instant receivedAt) {
    return new Deletion.Terms(
        RequestAction.FORGET,
        "",
        "",
        regulation,
        receivedAt.toEpochMilli(),
        1,
        null,
        Long.MAX_VALUE);
  }

  static Deletion.Terms part(String bulk, int index, int count, int subjects) {
    return new Deletion.Terms(
        RequestAction.FORGET,
        "",
        "",
        "",
        Fixtures.RECORDED_AT,
        subjects,
        new Deletion.Part(bulk, index, count),
        Long.MAX_VALUE);
  }
}
