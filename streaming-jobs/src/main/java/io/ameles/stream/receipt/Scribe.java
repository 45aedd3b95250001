package io.ameles.stream.receipt;

import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.ReceiptStage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Numbers and collects the receipts of one epoch. NOT thread-safe. */
final class Scribe {
  private final ReceiptWriter writer;
  private final Docket docket;
  private final long epoch;
  private final Instant now;
  private final List<DeletionReceipt> receipts = new ArrayList<>();
  private long next;

  /**
   * @param first number
   * @param epoch the checkpoint in whose transaction they are written
   * @param now when
   */
  Scribe(ReceiptWriter writer, Docket docket, long first, long epoch, Instant now) {
    this.writer = writer;
    this.docket = docket;
    this.next = first;
    this.epoch = epoch;
    this.now = now;
  }

  /** The number that the next receipt gets. */
  long next() {
    return next;
  }

  long epoch() {
    return epoch;
  }

  Instant now() {
    return now;
  }

  List<DeletionReceipt> receipts() {
    return receipts;
  }

  /** Writes a receipt; returns its number. */
  long write(Case of, Step step) {
    boolean carriedOut = of.stage() == ReceiptStage.APPLIED || of.stage() == ReceiptStage.PUBLISHED;
    receipts.add(
        writer.write(next, now, epoch, of, step, carriedOut ? docket.epoch(of.epoch()) : null));
    return next++;
  }
}
