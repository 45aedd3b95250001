package io.ameles.stream.ledger;

import io.ameles.schema.DeletionReceipt;
import io.ameles.stream.decode.Deletion;
import java.util.List;

/**
 * What one part of a deletion did; the receipt adds the parts up.
 *
 * @param request the whole request
 * @param applied whether anything of it was done, be it only that it covers what may yet come
 * @param removed live examples that were removed
 * @param refusals what was not done, and why
 */
public record Outcome(
    Deletion.Request request, boolean applied, long removed, List<Refused> refusals)
    implements Comparable<Outcome> {
  /** Copies the list. */
  public Outcome {
    refusals = List.copyOf(refusals);
  }

  /**
   * Something that was not done.
   *
   * @param target pseudonym in hexadecimal, label or task
   * @param code stable code, see {@link DeletionReceipt}
   * @param message what to do
   */
  public record Refused(String target, String code, String message) {}

  static Outcome refused(Deletion.Request request, Refused refusal) {
    return new Outcome(request, false, 0, List.of(refusal));
  }

  static Outcome done(Deletion.Request request, long removed) {
    return new Outcome(request, true, removed, List.of());
  }

  /** In the order in which the requests lie in Kafka. */
  @Override
  public int compareTo(Outcome other) {
    return request.position().compareTo(other.request.position());
  }
}
