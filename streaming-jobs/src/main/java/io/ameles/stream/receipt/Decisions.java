package io.ameles.stream.receipt;

import io.ameles.model.receipt.SubjectTree;
import io.ameles.schema.CutOffset;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import io.ameles.schema.SubjectOutcome;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.ledger.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers what was read in one epoch: requests, and words about requests. NOT thread-safe. */
final class Decisions {
  private final ReceiptWriter writer;
  private final Clocks clocks;
  private final boolean erasesSources;
  private final Answers answers;
  private final Docket docket;
  private final Batches batches;
  private final Scribe scribe;
  private final List<CutOffset> cut;

  /**
   * @param cut the offsets that the epoch reflects
   */
  Decisions(
      ReceiptWriter writer,
      ReceiptPolicy policy,
      Answers answers,
      Docket docket,
      Scribe scribe,
      List<CutOffset> cut) {
    this.writer = writer;
    this.clocks = policy.clocks();
    this.erasesSources = policy.outOfReach().erasesSources();
    this.answers = answers;
    this.docket = docket;
    this.batches = new Batches(docket, scribe);
    this.scribe = scribe;
    this.cut = List.copyOf(cut);
  }

  void take(RequestTotal total) {
    switch (total.disposition()) {
      case APPLIED -> carriedOut(total);
      case HELD -> held(total);
      case HEEDED -> heeded(total);
      case REFUSED -> refused(total);
    }
  }

  /**
   * By a request that needed nobody, or by the word of somebody who may. A confirmation that finds
   * nothing held was carried out all the same: it says what to forget.
   */
  private void carriedOut(RequestTotal total) {
    Answer first = answers.to(total.request());
    if (first != null) {
      repeat(total, first);
      return;
    }
    Case held = docket.held(total.request().fingerprint());
    String by = total.isOriginal() ? "" : total.terms().requester();
    Case before = (held == null ? begin(total) : held).decided(by, total.request().position());
    if (held == null || by.isEmpty()) {
      accept(before);
    }
    List<SubjectOutcome> subjects = writer.subjects(total);
    ReceiptStatus status = status(total);
    Long erased = erasesSources ? total.sources() : null;
    Extent extent = before.extent();
    if (extent != null) {
      String root = SubjectTree.root(subjects);
      var part = new Batch.Part(status, total.removed(), erased, extent.subjects(), root);
      extent = extent.with(batches.answered(before, part), root);
    }
    Case applied =
        before.applied(status, total.removed(), total.refusals(), extent, erased, scribe.epoch());
    docket.put(applied);
    long sequence = scribe.write(applied, Step.applied(subjects, cut));
    if (total.refusals().isEmpty()) {
      answers.put(
          total.request(), new Answer(total.request().fingerprint(), sequence, total.removed()));
    }
    batches.reportIfComplete(applied);
  }

  private void accept(Case begun) {
    scribe.write(
        begun.without(ReceiptStage.ACCEPTED, ReceiptStatus.PENDING, 0, List.of()),
        Step.to(ReceiptStage.ACCEPTED));
  }

  private ReceiptStatus status(RequestTotal total) {
    boolean whole = total.refusals().isEmpty() && writer.unable(total.request().scope()).isEmpty();
    return whole ? ReceiptStatus.COMPLETED : ReceiptStatus.PARTIAL;
  }

  /** A request that is held already is held again where it lies, and is no second case. */
  private void held(RequestTotal total) {
    Answer first = answers.to(total.request());
    Case held = docket.held(total.request().fingerprint());
    if (first != null) {
      repeat(total, first);
    } else if (held != null) {
      scribe.write(
          held.decided("", total.request().position()),
          Step.again(ReceiptStage.HELD, held.number()));
    } else {
      Case waiting =
          begin(total)
              .without(ReceiptStage.HELD, ReceiptStatus.PENDING, total.removed(), total.refusals());
      scribe.write(waiting, Step.to(ReceiptStage.HELD));
      docket.put(waiting);
    }
  }

  private void refused(RequestTotal total) {
    Case begun = begin(total);
    boolean counts =
        total.isOriginal()
            && total.terms().problem().isEmpty()
            && answers.to(total.request()) == null
            && docket.held(total.request().fingerprint()) == null;
    close(begun, total.refusals(), counts);
  }

  private void heeded(RequestTotal total) {
    switch (total.terms().action()) {
      case DECLINE -> decline(total);
      case EXTEND -> extend(total);
      case PLACE_LEGAL_HOLD -> note(total, ReceiptStage.LEGAL_HOLD_PLACED);
      case LIFT_LEGAL_HOLD -> note(total, ReceiptStage.LEGAL_HOLD_LIFTED);
      case FORGET, CONFIRM -> refuse(total, Reason.NOTHING_PENDING);
    }
  }

  private void decline(RequestTotal total) {
    Case held = docket.held(total.request().fingerprint());
    if (held == null) {
      refuse(total, Reason.NOTHING_PENDING);
      return;
    }
    docket.remove(held);
    close(
        held.decided(total.terms().requester(), total.request().position()),
        List.of(Reason.DECLINED.refused()),
        true);
  }

  private void extend(RequestTotal total) {
    Case pending = docket.pending(total.request().fingerprint());
    Reason problem = pending == null ? Reason.NOTHING_PENDING : problem(pending, total.request());
    if (pending == null || problem != null) {
      refuse(total, problem == null ? Reason.NOTHING_PENDING : problem);
      return;
    }
    Countdown countdown = pending.countdown();
    Instant deadline = clocks.named(countdown.clock()).extended(countdown.deadline());
    Case extended = pending.running(countdown.extendedTo(deadline));
    docket.put(extended);
    scribe.write(
        extended.decided(total.terms().requester(), total.request().position()),
        Step.to(ReceiptStage.EXTENDED));
  }

  private @Nullable Reason problem(Case pending, Deletion.Request word) {
    Countdown countdown = pending.countdown();
    if (!clocks.named(countdown.clock()).extendable()) {
      return Reason.NO_EXTENSION;
    }
    if (countdown.extended()) {
      return Reason.ALREADY_EXTENDED;
    }
    // By Kafka's clock and not by ours, so that it does not matter when the word is read.
    boolean late = Instant.ofEpochMilli(word.acceptedAt()).isAfter(countdown.deadline());
    return late ? Reason.DEADLINE_OVER : null;
  }

  private void note(RequestTotal total, ReceiptStage stage) {
    scribe.write(
        begin(total).without(stage, ReceiptStatus.COMPLETED, 0, List.of()), Step.to(stage));
  }

  private void refuse(RequestTotal total, Reason reason) {
    close(begin(total), List.of(reason.refused()), false);
  }

  /** Nothing is done, and that is the end of it. */
  private void close(Case of, List<Outcome.Refused> reasons, boolean countsAsPart) {
    Extent extent = of.extent();
    Case closed = of;
    if (extent != null && countsAsPart) {
      String root = SubjectTree.root(List.of());
      Long erased = erasesSources ? Long.valueOf(0) : null;
      var part = new Batch.Part(ReceiptStatus.REFUSED, 0, erased, extent.subjects(), root);
      closed = of.extending(extent.with(batches.answered(of, part), root));
    }
    scribe.write(
        closed.without(ReceiptStage.REFUSED, ReceiptStatus.REFUSED, 0, reasons),
        Step.to(ReceiptStage.REFUSED));
    if (countsAsPart) {
      batches.reportIfComplete(closed);
    }
  }

  private void repeat(RequestTotal total, Answer first) {
    Case begun =
        Case.begin(
            scribe.next(), total.request(), null, clocks.start(total.request()), scribe.epoch());
    scribe.write(
        begun.without(ReceiptStage.REPEATED, ReceiptStatus.REPEATED, first.removed(), List.of()),
        Step.again(ReceiptStage.REPEATED, first.sequence()));
  }

  private Case begin(RequestTotal total) {
    return Case.begin(
        scribe.next(),
        total.request(),
        batches.extent(total),
        clocks.start(total.request()),
        scribe.epoch());
  }
}
