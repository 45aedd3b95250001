package io.ameles.stream.ledger;

import io.ameles.model.identity.Pseudonym;
import io.ameles.model.request.RequestRefusal;
import io.ameles.schema.DeletionReceipt;
import io.ameles.stream.decode.Deletion;
import io.ameles.stream.decode.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one part of a request did; the receipt adds the parts up.
 *
 * @param request the whole request
 * @param disposition what became of this part
 * @param subject whom this part was about; null for a label, a task or a part of none
 * @param removed live examples that were removed; if held: that would be
 * @param refusals what was not done, and why; if held: why
 * @param sources where the removed examples were read, if they are to be erased there as well
 */
public record Outcome(
    Deletion.Request request,
    Disposition disposition,
    @Nullable Pseudonym subject,
    long removed,
    List<Refused> refusals,
    List<Position> sources)
    implements Comparable<Outcome> {
  private static final int MOST_SOURCES = 10_000;

  /** Copies the lists. */
  public Outcome {
    refusals = List.copyOf(refusals);
    sources = List.copyOf(sources);
  }

  /** What became of a request or a part of it. */
  public enum Disposition {
    /** At least a part was done, be it only that it covers what may yet come. */
    APPLIED,
    /** Nothing was done. */
    REFUSED,
    /** Nothing is done until it is confirmed. */
    HELD,
    /** It was a word about another request or a legal hold, and was heeded. */
    HEEDED
  }

  /**
   * Something that was not done.
   *
   * @param target pseudonym in hexadecimal, label or task; empty for the whole request
   * @param code stable code, see {@link DeletionReceipt}
   * @param message what to do
   */
  public record Refused(String target, String code, String message) {
    /**
     * A reason that is not about the examples themselves.
     *
     * @param details of the reason's message
     */
    public static Refused because(String target, RequestRefusal reason, Object... details) {
      return new Refused(target, reason.name(), reason.message(details));
    }
  }

  /** Nothing of it was done. */
  public static Outcome refused(
      Deletion.Request request, @Nullable Pseudonym subject, Refused refusal) {
    return new Outcome(request, Disposition.REFUSED, subject, 0, List.of(refusal), List.of());
  }

  /** It was a word about something else, and was heeded. */
  public static Outcome heeded(Deletion.Request request, @Nullable Pseudonym subject) {
    return new Outcome(request, Disposition.HEEDED, subject, 0, List.of(), List.of());
  }

  /**
   * Nothing of it is done until somebody confirms it.
   *
   * @param removed how many live examples it would remove, as far as is known
   */
  public static Outcome held(
      Deletion.Request request, @Nullable Pseudonym subject, long removed, Refused why) {
    return new Outcome(request, Disposition.HELD, subject, removed, List.of(why), List.of());
  }

  static Outcome done(Deletion.Request request, @Nullable Pseudonym subject, long removed) {
    return new Outcome(request, Disposition.APPLIED, subject, removed, List.of(), List.of());
  }

  /**
   * The same with the places of what was removed; in several parts, if they are too many for one.
   */
  List<Outcome> at(List<Position> places) {
    if (places.size() <= MOST_SOURCES) {
      return List.of(erasing(removed, places));
    }
    List<Outcome> parts = new ArrayList<>();
    for (int from = 0; from < places.size(); from += MOST_SOURCES) {
      int to = Math.min(places.size(), from + MOST_SOURCES);
      parts.add(erasing(from == 0 ? removed : 0, places.subList(from, to)));
    }
    return parts;
  }

  /** The same with other places. */
  public Outcome erasedAt(List<Position> places) {
    return erasing(removed, places);
  }

  private Outcome erasing(long removedByIt, List<Position> places) {
    return new Outcome(request, disposition, subject, removedByIt, refusals, places);
  }

  /** Whether anything of it was done. */
  public boolean applied() {
    return disposition == Disposition.APPLIED;
  }

  /** In the order in which the requests lie in Kafka. */
  @Override
  public int compareTo(Outcome other) {
    return request.position().compareTo(other.request.position());
  }
}
