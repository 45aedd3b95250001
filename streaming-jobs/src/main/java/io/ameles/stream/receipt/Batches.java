package io.ameles.stream.receipt;

import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import io.ameles.stream.decode.Deletion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows large requests over their parts. NOT thread-safe. */
final class Batches {
  private final Docket docket;
  private final Scribe scribe;

  Batches(Docket docket, Scribe scribe) {
    this.docket = docket;
    this.scribe = scribe;
  }

  /** How much a request is about; null for one subject, a label or a task. */
  @Nullable Extent extent(RequestTotal total) {
    Deletion.Terms terms = total.terms();
    Deletion.Part part = terms.bulk();
    if (part == null) {
      return terms.severalSubjects() ? new Extent("", 1, 1, 0, terms.subjects(), "") : null;
    }
    Batch batch = docket.batch(Batch.Key.of(terms, part));
    int answered = batch == null ? 0 : batch.answered();
    return new Extent(part.id(), part.index(), part.count(), answered, terms.subjects(), "");
  }

  /** Counts an answered part; returns how many there are now. */
  int answered(Case of, Batch.Part answer) {
    Deletion.Terms terms = of.request().terms();
    Deletion.Part part = terms.bulk();
    if (part == null) {
      return 1;
    }
    Batch.Key key = Batch.Key.of(terms, part);
    Batch known = docket.batch(key);
    Batch batch = known == null ? Batch.begin(key, part.count(), of.countdown()) : known;
    if (!batch.reported() && batch.fits(part)) {
      batch = batch.with(part.index(), answer, of.countdown());
      docket.put(batch);
    }
    return batch.answered();
  }

  /** After the last part: what became of all of them. */
  void reportIfComplete(Case last) {
    Deletion.Terms terms = last.request().terms();
    Deletion.Part part = terms.bulk();
    Batch batch = part == null ? null : docket.batch(Batch.Key.of(terms, part));
    if (batch != null && batch.isComplete() && !batch.reported()) {
      report(batch, last.request());
    }
  }

  private void report(Batch batch, Deletion.Request last) {
    Extent extent =
        new Extent(
            batch.key().id(),
            0,
            batch.count(),
            batch.answered(),
            batch.subjects(),
            OutcomeTree.rootOfParts(batch.parts().values()));
    Case whole =
        Case.begin(scribe.next(), whole(last, batch), extent, batch.countdown(), scribe.epoch());
    docket.put(batch.whenReported());
    if (batch.status() == ReceiptStatus.REFUSED) {
      scribe.write(
          whole.without(
              ReceiptStage.REFUSED,
              ReceiptStatus.REFUSED,
              0,
              List.of(Reason.PARTS_REFUSED.refused())),
          Step.to(ReceiptStage.REFUSED));
      return;
    }
    Case applied =
        whole.applied(
            batch.status(), batch.removed(), List.of(), extent, batch.erased(), scribe.epoch());
    docket.put(applied);
    scribe.write(applied, Step.to(ReceiptStage.APPLIED));
  }

  private static Deletion.Request whole(Deletion.Request last, Batch batch) {
    Deletion.Request named =
        new Deletion.Request(
            batch.key().id(),
            last.position(),
            last.scope(),
            "",
            last.permanent(),
            last.requestedAt(),
            last.acceptedAt(),
            last.fingerprint(),
            last.terms());
    Deletion.Terms terms = last.terms();
    return named.under(
        new Deletion.Terms(
            terms.action(),
            terms.requester(),
            "",
            terms.regulation(),
            terms.receivedAt(),
            terms.subjects(),
            new Deletion.Part(batch.key().id(), 0, batch.count()),
            terms.mostRemoved()));
  }
}
