package io.ameles.console.picture;

import io.ameles.schema.BulkReport;
import io.ameles.schema.DeletionReceipt;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.ReceiptStage;
import io.ameles.schema.ReceiptStatus;
import io.ameles.schema.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of one request, from its receipts. Keeps of the receipts what a table shows, and
 * where the rest is on the topic.
 *
 * <p>NOT thread-safe.
 */
public final class Request {
  /** How many receipts are listed; requests can be repeated any number of times. */
  static final int MOST_RECEIPTS = 32;

  private static final int MOST_REFUSALS = 16;

  private static final Set<ReceiptStage> BESIDE =
      EnumSet.of(
          ReceiptStage.REPEATED, ReceiptStage.EXTENDED, ReceiptStage.AT_RISK, ReceiptStage.OVERDUE);

  private static final Set<ReceiptStage> DECISIONS =
      EnumSet.of(ReceiptStage.HELD, ReceiptStage.APPLIED, ReceiptStage.REFUSED);

  private static final Set<ReceiptStage> ENDS =
      EnumSet.of(
          ReceiptStage.SEALED,
          ReceiptStage.REFUSED,
          ReceiptStage.REPEATED,
          ReceiptStage.LEGAL_HOLD_PLACED,
          ReceiptStage.LEGAL_HOLD_LIFTED);

  private final Key key;
  private final long firstSequence;
  private final List<Note> notes = new ArrayList<>(4);
  private long receiptsLeftOut;
  private Step step;
  private Terms terms;
  private List<String> outstanding = List.of();
  private List<Refused> refusals = List.of();
  private final RefusedWords refusedWords = new RefusedWords();
  private @Nullable Instant appliedAt;
  private @Nullable Instant publishedAt;
  private @Nullable Instant sealedAt;
  private long appliedEpoch = -1;

  /**
   * What tells requests apart: two may have the same id and mean different things.
   *
   * @param requestId as in the request
   * @param scope as in the request
   * @param requestedAt as in the request
   * @param permanent as in the request
   * @param whole whether it is all parts of a large request taken together
   */
  public record Key(
      String requestId,
      DeletionScope scope,
      Instant requestedAt,
      boolean permanent,
      boolean whole) {
    static Key of(DeletionReceipt receipt) {
      BulkReport bulk = receipt.getBulk();
      return new Key(
          receipt.getRequestId(),
          receipt.getScope(),
          receipt.getRequestedAt(),
          receipt.getPermanent(),
          bulk != null && bulk.getIndex() == 0);
    }
  }

  /**
   * One receipt.
   *
   * @param sequence its number
   * @param stage what it is about
   * @param epoch as in the receipt
   * @param recordedAt when it was written
   * @param place where it is
   */
  public record Note(
      long sequence, ReceiptStage stage, long epoch, Instant recordedAt, Place place) {}

  /**
   * What was not done.
   *
   * @param target pseudonym, label or task; empty for the whole request
   * @param code stable
   * @param message what was wrong and what to do
   */
  public record Refused(String target, String code, String message) {}

  /**
   * How far it is.
   *
   * @param stage the newest step
   * @param status the outcome so far
   * @param examplesRemoved live examples that it removed
   */
  public record Step(ReceiptStage stage, ReceiptStatus status, long examplesRemoved) {}

  /**
   * Who asked for what, and by when.
   *
   * @param target pseudonym, label or task; may be empty
   * @param requester name; empty if it was not signed
   * @param confirmedBy name; empty if nobody did
   * @param regulation the clock that runs
   * @param clockStartedAt from when
   * @param deadline until when
   * @param bulk where a large request stands; null if it is none
   */
  public record Terms(
      String target,
      String requester,
      String confirmedBy,
      String regulation,
      Instant clockStartedAt,
      Instant deadline,
      @Nullable Bulk bulk) {}

  /**
   * Which part of a large request it is.
   *
   * @param id of the whole; may be empty
   * @param index from 1; 0: the whole
   * @param count of parts
   * @param answered parts so far
   * @param subjects that it is about
   */
  public record Bulk(String id, int index, int count, int answered, long subjects) {}

  Request(DeletionReceipt first, Place place) {
    key = Key.of(first);
    firstSequence = first.getSequence();
    step = step(first);
    terms = terms(first, "", "");
    note(first, place);
  }

  /** Takes in a receipt about this request; the first one again does no harm. */
  void take(DeletionReceipt receipt, Place place) {
    if (step.stage != ReceiptStage.REFUSED && RefusedWords.isOne(receipt)) {
      refusedWords.take(receipt);
      list(receipt, place);
      return;
    }
    boolean advances = !BESIDE.contains(receipt.getStage()) || BESIDE.contains(step.stage);
    if (advances) {
      step = step(receipt);
    }
    if (receipt.getStage() != ReceiptStage.REPEATED) {
      terms = terms(receipt, terms.requester, terms.confirmedBy);
    }
    note(receipt, place);
  }

  private void note(DeletionReceipt receipt, Place place) {
    ReceiptStage stage = receipt.getStage();
    if (stage != ReceiptStage.REPEATED) {
      outstanding = List.copyOf(receipt.getOutstanding());
    }
    if (DECISIONS.contains(stage)) { // others do not repeat why something was not done
      refusals = receipt.getRefusals().stream().limit(MOST_REFUSALS).map(Request::refused).toList();
    }
    switch (stage) {
      case APPLIED -> {
        appliedAt = receipt.getAppliedAt();
        appliedEpoch = receipt.getEpoch();
      }
      case PUBLISHED -> publishedAt = receipt.getRecordedAt();
      case SEALED -> sealedAt = receipt.getRecordedAt();
      default -> {}
    }
    list(receipt, place);
  }

  private void list(DeletionReceipt receipt, Place place) {
    if (notes.size() == MOST_RECEIPTS) {
      notes.remove(MOST_RECEIPTS - 1);
      receiptsLeftOut++;
    }
    notes.add(
        new Note(
            receipt.getSequence(),
            receipt.getStage(),
            receipt.getEpoch(),
            receipt.getRecordedAt(),
            place));
  }

  static Refused refused(Refusal refusal) {
    return new Refused(refusal.getTarget(), refusal.getCode(), refusal.getMessage());
  }

  private static Step step(DeletionReceipt receipt) {
    return new Step(receipt.getStage(), receipt.getStatus(), receipt.getExamplesRemoved());
  }

  private static Terms terms(DeletionReceipt receipt, String requester, String confirmedBy) {
    BulkReport bulk = receipt.getBulk();
    return new Terms(
        receipt.getTarget(),
        receipt.getRequester().isEmpty() ? requester : receipt.getRequester(),
        receipt.getConfirmedBy().isEmpty() ? confirmedBy : receipt.getConfirmedBy(),
        receipt.getRegulation(),
        receipt.getClockStartedAt(),
        receipt.getDeadline(),
        bulk == null
            ? null
            : new Bulk(
                bulk.getId(),
                bulk.getIndex(),
                bulk.getCount(),
                bulk.getAnswered(),
                bulk.getSubjects()));
  }

  /** What tells it apart from others. */
  public Key key() {
    return key;
  }

  /** Number of its first receipt. */
  public long firstSequence() {
    return firstSequence;
  }

  /** How far it is. */
  public Step step() {
    return step;
  }

  /** Who asked for what. */
  public Terms terms() {
    return terms;
  }

  /** What keeps it from being sealed. */
  public List<String> outstanding() {
    return outstanding;
  }

  /** What was not done; the first {@value #MOST_REFUSALS}. */
  public List<Refused> refusals() {
    return refusals;
  }

  /** Why later words about it were refused, confirmations for example; they changed nothing. */
  public List<Refused> refusedWords() {
    return refusedWords.newest();
  }

  /** When its epoch was closed; null before. */
  public @Nullable Instant appliedAt() {
    return appliedAt;
  }

  /** The epoch whose version no longer contains the examples; -1 before. */
  public long appliedEpoch() {
    return appliedEpoch;
  }

  /** When the version without the examples became current; null before. */
  public @Nullable Instant publishedAt() {
    return publishedAt;
  }

  /** When nothing of the service held the examples any more; null before. */
  public @Nullable Instant sealedAt() {
    return sealedAt;
  }

  /** Its receipts in the order of the topic; see {@link #receiptsLeftOut}. */
  public List<Note> notes() {
    return List.copyOf(notes);
  }

  /** How many receipts before the newest are not listed. */
  public long receiptsLeftOut() {
    return receiptsLeftOut;
  }

  /** Whether nothing more is expected. */
  public boolean isOver() {
    return ENDS.contains(step.stage);
  }
}
