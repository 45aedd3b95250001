package io.ameles.stream.decode;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.identity.Pseudonym;
import io.ameles.schema.ExampleUse;
import org.jspecify.annotations.Nullable;

/**
 * A labelled event that passed every check.
 *
 * @param subject whom it is about; an example without a subject is its own
 * @param example which example of the subject
 * @param revision 0 or higher; the highest replaces the others
 * @param position where it was read
 * @param recordedAt Kafka's timestamp, milliseconds since the epoch
 * @param occurredAt when it was observed, milliseconds since the epoch
 * @param label its label
 * @param task its task, if it has one
 * @param use whether it is learned from, or evaluated on only
 * @param vector its quantized features
 * @param contentDigest keyed digest of all of the content, in ledger mode digests only
 */
public record Arrival(
    Pseudonym subject,
    Pseudonym example,
    int revision,
    Position position,
    long recordedAt,
    long occurredAt,
    String label,
    @Nullable String task,
    ExampleUse use,
    QuantizedVector vector,
    @Nullable Pseudonym contentDigest)
    implements LedgerInput {
  @Override
  public Pseudonym subjectKey() {
    return subject;
  }
}
