package io.ameles.stream.decode;

import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to forget, or the part of one that concerns one subject.
 *
 * @param request the whole request, for the receipt
 * @param subject the subject concerned; null for LABEL and TASK, which concern all
 * @param examples EXAMPLES: which ones of the subject
 * @param brought in ledger mode digests: the examples as they were sent, to be subtracted
 */
public record Deletion(
    Request request, @Nullable Pseudonym subject, List<Pseudonym> examples, List<Arrival> brought)
    implements LedgerInput {
  /** Copies the lists. */
  public Deletion {
    examples = List.copyOf(examples);
    brought = List.copyOf(brought);
  }

  /**
   * What a receipt repeats of the request.
   *
   * @param id as chosen by the requester
   * @param position where it was read
   * @param scope what it names
   * @param target pseudonym in hexadecimal, label or task; empty for examples without a subject
   * @param permanent whether it covers the future as well
   * @param requestedAt it covers what occurred up to then, milliseconds since the epoch
   * @param acceptedAt Kafka's timestamp, milliseconds since the epoch
   * @param fingerprint of everything that the request asks for: the same id with the same
   *     fingerprint is a repetition
   */
  public record Request(
      String id,
      Position position,
      DeletionScope scope,
      String target,
      boolean permanent,
      long requestedAt,
      long acceptedAt,
      Pseudonym fingerprint) {}

  @Override
  public Pseudonym subjectKey() {
    if (subject == null) {
      throw new IllegalStateException("a deletion of a label or task concerns every subject");
    }
    return subject;
  }

  /** A request that concerns every subject. */
  public static Deletion ofAll(Request request) {
    return new Deletion(request, null, List.of(), List.of());
  }
}
