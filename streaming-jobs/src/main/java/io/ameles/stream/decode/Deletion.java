package io.ameles.stream.decode;

import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.RequestAction;
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
   * @param terms under which it is handled
   */
  public record Request(
      String id,
      Position position,
      DeletionScope scope,
      String target,
      boolean permanent,
      long requestedAt,
      long acceptedAt,
      Pseudonym fingerprint,
      Terms terms) {
    /** The same request under other terms. */
    public Request under(Terms other) {
      return new Request(
          id, position, scope, target, permanent, requestedAt, acceptedAt, fingerprint, other);
    }
  }

  /**
   * How a request is to be handled; not part of what it asks for.
   *
   * @param action what is to be done
   * @param requester name of the holder of the key that signed it, from the configuration; empty if
   *     it was not signed
   * @param problem code of why it must be refused, found on reading; empty if there is none
   * @param regulation name of the clock; empty for the configured default
   * @param receivedAt from when the clock runs, milliseconds since the epoch
   * @param subjects how many subjects, or examples without one, the request names; 0 for a label or
   *     task
   * @param bulk which part of a larger request it is; null if it is none
   * @param mostRemoved with more live examples to remove it is held instead; {@link Long#MAX_VALUE}
   *     for no limit. Of a word about another request (see {@code action}): anything else means
   *     that the ledger must find that request among those that it holds
   */
  public record Terms(
      RequestAction action,
      String requester,
      String problem,
      String regulation,
      long receivedAt,
      int subjects,
      @Nullable Part bulk,
      long mostRemoved) {
    /** Of an ordinary, unsigned request for one subject. */
    public static Terms plain(long receivedAt) {
      return new Terms(RequestAction.FORGET, "", "", "", receivedAt, 1, null, Long.MAX_VALUE);
    }

    /** The same with another limit. */
    public Terms removingAtMost(long examples) {
      return new Terms(
          action, requester, problem, regulation, receivedAt, subjects, bulk, examples);
    }

    /** Whether the receipt speaks of several subjects. */
    public boolean severalSubjects() {
      return bulk != null || subjects > 1;
    }
  }

  /**
   * A part of a bulk request.
   *
   * @param id of the whole
   * @param index 1 for the first
   * @param count of parts
   */
  public record Part(String id, int index, int count) {}

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
