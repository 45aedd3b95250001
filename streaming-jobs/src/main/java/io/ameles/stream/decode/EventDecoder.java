package io.ameles.stream.decode;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.SingleObjectCodec;
import org.jspecify.annotations.Nullable;

/**
 * Turns a labelled event's bytes into an {@link Arrival}.
 *
 * <p>NOT thread-safe: one per thread.
 */
final class EventDecoder {
  private final IntakeRules rules;
  private final Pseudonyms pseudonyms;
  private final SingleObjectCodec<LabeledEvent> codec = SingleObjectCodec.of(LabeledEvent.class);

  EventDecoder(IntakeRules rules, Pseudonyms pseudonyms) {
    this.rules = rules;
    this.pseudonyms = pseudonyms;
  }

  /**
   * @throws MalformedEventException if the record cannot be used; never anything else
   */
  Arrival decode(RawRecord raw) throws MalformedEventException {
    Checks.size(raw, rules.maxEventBytes());
    return check(codec.decode(raw.value()), raw);
  }

  Arrival check(LabeledEvent event, RawRecord raw) throws MalformedEventException {
    String id = Checks.text(event.getId(), "id", DeadLetterCode.INVALID_ID);
    String subject = Checks.optional(event.getSubject(), "subject", DeadLetterCode.INVALID_SUBJECT);
    String label = Checks.text(event.getLabel(), "label", DeadLetterCode.INVALID_LABEL);
    String task = Checks.optional(event.getTask(), "task", DeadLetterCode.INVALID_TASK);
    checkRevision(event.getRevision());
    long occurredAt = Checks.time(event.getOccurredAt(), "occurredAt", raw, rules.maxFuture());
    QuantizedVector vector = rules.quantization().quantize(event.getFeatures(), rules.dimension());
    return new Arrival(
        subject == null ? pseudonyms.ofExampleAlone(id) : pseudonyms.ofSubject(subject),
        pseudonyms.ofExample(id),
        event.getRevision(),
        raw.position(),
        raw.recordedAt(),
        occurredAt,
        label,
        task,
        vector,
        rules.digests() ? digest(occurredAt, label, task, vector) : null);
  }

  private void checkRevision(int revision) throws MalformedEventException {
    if (revision < 0) {
      throw new MalformedEventException(
          DeadLetterCode.INVALID_REVISION, "revision must be 0 or higher.");
    }
    if (revision > 0 && rules.digests()) {
      throw new MalformedEventException(
          DeadLetterCode.CORRECTION_UNSUPPORTED,
          "In ledger mode digests nothing is kept that a correction could replace: delete the example, bringing it along, and send the new one under a new id.");
    }
  }

  private Pseudonym digest(
      long occurredAt, String label, @Nullable String task, QuantizedVector vector) {
    return pseudonyms.ofContent(occurredAt, label, task, vector);
  }
}
