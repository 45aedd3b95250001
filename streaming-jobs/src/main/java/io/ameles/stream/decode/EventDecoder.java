package io.ameles.stream.decode;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.encode.PayloadReader;
import io.ameles.model.encode.RgbImage;
import io.ameles.model.identity.Pseudonym;
import io.ameles.model.identity.Pseudonyms;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import io.ameles.schema.SingleObjectCodec;

/**
 * Turns a labelled event's bytes into an {@link Arrival}, or into an {@link ImageArrival} if it
 * brings a picture.
 *
 * <p>NOT thread-safe: one per thread.
 */
final class EventDecoder {
  private final IntakeRules rules;
  private final Pseudonyms pseudonyms;
  private final PayloadReader payloads;
  private final SingleObjectCodec<LabeledEvent> codec = SingleObjectCodec.of(LabeledEvent.class);

  EventDecoder(IntakeRules rules, Pseudonyms pseudonyms) {
    this.rules = rules;
    this.pseudonyms = pseudonyms;
    this.payloads = new PayloadReader(rules.encoder());
  }

  /**
   * @throws MalformedEventException if the record cannot be used; never anything else
   */
  LedgerInput decode(RawRecord raw) throws MalformedEventException {
    Checks.size(raw, rules.maxEventBytes());
    return check(codec.decode(raw.value()), raw);
  }

  LedgerInput check(LabeledEvent event, RawRecord raw) throws MalformedEventException {
    String id = Checks.text(event.getId(), "id", DeadLetterCode.INVALID_ID);
    String subject = Checks.optional(event.getSubject(), "subject", DeadLetterCode.INVALID_SUBJECT);
    String label = Checks.text(event.getLabel(), "label", DeadLetterCode.INVALID_LABEL);
    String task = Checks.optional(event.getTask(), "task", DeadLetterCode.INVALID_TASK);
    checkRevision(event.getRevision());
    long occurredAt = Checks.time(event.getOccurredAt(), "occurredAt", raw, rules.maxFuture());
    RgbImage image = payloads.read(event.getFeatures(), event.getPayload(), event.getPayloadType());
    QuantizedVector vector =
        image == null
            ? rules.quantization().quantize(event.getFeatures(), rules.dimension())
            : QuantizedVector.of();
    Arrival arrival =
        new Arrival(
            subject == null ? pseudonyms.ofExampleAlone(id) : pseudonyms.ofSubject(subject),
            pseudonyms.ofExample(id),
            event.getRevision(),
            raw.position(),
            raw.recordedAt(),
            occurredAt,
            label,
            task,
            event.getUse(),
            vector,
            rules.digests() ? digest(event, occurredAt, vector) : null);
    return image == null ? arrival : new ImageArrival(arrival, image);
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

  /** Of a picture as it was sent: the same whoever computes its features. */
  private Pseudonym digest(LabeledEvent event, long occurredAt, QuantizedVector vector) {
    if (event.getPayload() == null || event.getPayloadType() == null) {
      return pseudonyms.ofContent(
          event.getUse(), occurredAt, event.getLabel(), event.getTask(), vector);
    }
    return pseudonyms.ofPayload(
        event.getUse(),
        occurredAt,
        event.getLabel(),
        event.getTask(),
        event.getPayloadType(),
        event.getPayload());
  }
}
