package io.ameles.stream.receipt;

import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.Position;
import io.ameles.stream.ledger.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one request that more than one of its receipts says.
 *
 * @param number sequence of its first receipt
 * @param request as it came; its position is that of the message that brought the case to its
 *     stage, which is a confirmation's where one was needed
 * @param stage HELD, APPLIED or PUBLISHED while it is pending
 * @param status of its receipts
 * @param removed live examples that were removed; HELD: that would be
 * @param refusals what was not done
 * @param extent null for a request about one subject, a label or a task
 * @param erased records that got a tombstone in the source topic; null if nobody does that
 * @param confirmedBy who confirmed or declined; empty if nobody did
 * @param countdown its legal clock
 * @param epoch in which it was carried out; before that, of its newest receipt
 */
record Case(
    long number,
    Deletion.Request request,
    ReceiptStage stage,
    ReceiptStatus status,
    long removed,
    List<Outcome.Refused> refusals,
    @Nullable Extent extent,
    @Nullable Long erased,
    String confirmedBy,
    Countdown countdown,
    long epoch) {
  Case {
    refusals = List.copyOf(refusals);
  }

  /** A request of which nothing was done yet. */
  static Case begin(
      long number,
      Deletion.Request request,
      @Nullable Extent extent,
      Countdown countdown,
      long epoch) {
    return new Case(
        number,
        request,
        ReceiptStage.ACCEPTED,
        ReceiptStatus.PENDING,
        0,
        List.of(),
        extent,
        null,
        "",
        countdown,
        epoch);
  }

  Pseudonym fingerprint() {
    return request.fingerprint();
  }

  boolean isHeld() {
    return stage == ReceiptStage.HELD;
  }

  /** Whether it is the parts of a large request taken together. */
  boolean isWhole() {
    return extent != null && extent.isWhole();
  }

  Case at(ReceiptStage newStage) {
    return new Case(
        number,
        request,
        newStage,
        status,
        removed,
        refusals,
        extent,
        erased,
        confirmedBy,
        countdown,
        epoch);
  }

  /** Nothing is done, for these reasons. */
  Case without(
      ReceiptStage newStage,
      ReceiptStatus newStatus,
      long newRemoved,
      List<Outcome.Refused> reasons) {
    return new Case(
        number,
        request,
        newStage,
        newStatus,
        newRemoved,
        reasons,
        extent,
        erased,
        confirmedBy,
        countdown,
        epoch);
  }

  /** Carried out. */
  Case applied(
      ReceiptStatus newStatus,
      long newRemoved,
      List<Outcome.Refused> reasons,
      @Nullable Extent newExtent,
      @Nullable Long newErased,
      long newEpoch) {
    return new Case(
        number,
        request,
        ReceiptStage.APPLIED,
        newStatus,
        newRemoved,
        reasons,
        newExtent,
        newErased,
        confirmedBy,
        countdown,
        newEpoch);
  }

  /** Somebody decided about it by a message that lies elsewhere. */
  Case decided(String by, Position position) {
    return new Case(
        number,
        lyingAt(position),
        stage,
        status,
        removed,
        refusals,
        extent,
        erased,
        by,
        countdown,
        epoch);
  }

  private Deletion.Request lyingAt(Position position) {
    return new Deletion.Request(
        request.id(),
        position,
        request.scope(),
        request.target(),
        request.permanent(),
        request.requestedAt(),
        request.acceptedAt(),
        request.fingerprint(),
        request.terms());
  }

  Case extending(Extent newExtent) {
    return new Case(
        number,
        request,
        stage,
        status,
        removed,
        refusals,
        newExtent,
        erased,
        confirmedBy,
        countdown,
        epoch);
  }

  Case running(Countdown newCountdown) {
    return new Case(
        number,
        request,
        stage,
        status,
        removed,
        refusals,
        extent,
        erased,
        confirmedBy,
        newCountdown,
        epoch);
  }
}
