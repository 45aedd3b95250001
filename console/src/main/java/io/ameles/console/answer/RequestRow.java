package io.ameles.console.answer;

import io.ameles.console.picture.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request, as a table shows it. Members are those of receipts, see docs/formats.md.
 *
 * @param key tells it apart from others with the same id: the number of its first receipt
 * @param requestId as in the request
 * @param scope as in the request
 * @param target pseudonym, label or task
 * @param stage the newest step
 * @param status the outcome so far
 * @param examplesRemoved live examples that it removed
 * @param requester name; empty if it was not signed
 * @param confirmedBy name; empty if nobody did
 * @param regulation the clock that runs
 * @param clockStartedAt from when
 * @param deadline until when
 * @param requestedAt as in the request
 * @param permanent as in the request
 * @param appliedAt null before
 * @param appliedEpoch null before
 * @param publishedAt null before
 * @param sealedAt null before
 * @param outstanding what keeps it from being sealed
 * @param refusals what was not done, the first 16
 * @param refusedWords why later words about it were refused, confirmations for example, the newest
 *     4
 * @param bulk where a large request stands; null if it is none
 * @param receipts the first 31 and the newest
 * @param receiptsLeftOut how many there are besides
 */
public record RequestRow(
    String key,
    String requestId,
    String scope,
    String target,
    String stage,
    String status,
    long examplesRemoved,
    String requester,
    String confirmedBy,
    String regulation,
    String clockStartedAt,
    String deadline,
    String requestedAt,
    boolean permanent,
    @Nullable String appliedAt,
    @Nullable Long appliedEpoch,
    @Nullable String publishedAt,
    @Nullable String sealedAt,
    List<String> outstanding,
    List<Request.Refused> refusals,
    List<Request.Refused> refusedWords,
    Request.@Nullable Bulk bulk,
    List<Receipt> receipts,
    long receiptsLeftOut) {
  /**
   * One receipt of it.
   *
   * @param sequence its number
   * @param stage what it is about
   * @param epoch as in the receipt
   * @param recordedAt when it was written
   */
  public record Receipt(long sequence, String stage, long epoch, String recordedAt) {}

  /** A row as of now. */
  public static RequestRow of(Request request) {
    Request.Key key = request.key();
    Request.Terms terms = request.terms();
    Request.Step step = request.step();
    return new RequestRow(
        Long.toString(request.firstSequence()),
        key.requestId(),
        key.scope().name(),
        terms.target(),
        step.stage().name(),
        step.status().name(),
        step.examplesRemoved(),
        terms.requester(),
        terms.confirmedBy(),
        terms.regulation(),
        Times.of(terms.clockStartedAt()),
        Times.of(terms.deadline()),
        Times.of(key.requestedAt()),
        key.permanent(),
        Times.orNull(request.appliedAt()),
        request.appliedEpoch() < 0 ? null : request.appliedEpoch(),
        Times.orNull(request.publishedAt()),
        Times.orNull(request.sealedAt()),
        request.outstanding(),
        request.refusals(),
        request.refusedWords(),
        terms.bulk(),
        request.notes().stream().map(RequestRow::receipt).toList(),
        request.receiptsLeftOut());
  }

  private static Receipt receipt(Request.Note note) {
    return new Receipt(
        note.sequence(), note.stage().name(), note.epoch(), Times.of(note.recordedAt()));
  }
}
