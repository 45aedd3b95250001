package io.ameles.stream.decode;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.encode.RgbImage;
import io.ameles.model.identity.Pseudonym;

/**
 * A labelled event that passed every check and brought a picture; it reaches the ledger as an
 * {@link Arrival}, once there are features.
 *
 * @param event all but the features; its vector has none
 * @param image the picture
 */
public record ImageArrival(Arrival event, RgbImage image) implements LedgerInput {
  @Override
  public Pseudonym subjectKey() {
    return event.subjectKey();
  }

  /** The event with its features. */
  public Arrival embedded(QuantizedVector vector) {
    return new Arrival(
        event.subject(),
        event.example(),
        event.revision(),
        event.position(),
        event.recordedAt(),
        event.occurredAt(),
        event.label(),
        event.task(),
        event.use(),
        vector,
        event.contentDigest());
  }
}
