package io.ameles.stream.decode;

import io.ameles.model.encode.EncoderSettings;
import io.ameles.model.encode.ImageDecoder;
import io.ameles.model.encode.PayloadType;
import io.ameles.model.encode.RgbImage;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.LabeledEvent;
import io.ameles.schema.MalformedEventException;
import org.jspecify.annotations.Nullable;

/** Looks at the payload of events that bring one. Immutable. */
final class PayloadReader {
  private final @Nullable ImageDecoder images;

  /**
   * @param encoder of the model; null if it has none, and every payload is refused
   */
  PayloadReader(@Nullable EncoderSettings encoder) {
    this.images = encoder == null ? null : new ImageDecoder(encoder.maxPixels());
  }

  /** The picture that the event brings instead of features; null if it brings features. */
  @Nullable RgbImage read(LabeledEvent event) throws MalformedEventException {
    if (event.getPayload() == null && event.getPayloadType() == null) {
      return null;
    }
    if (images == null) {
      throw new MalformedEventException(
          DeadLetterCode.NO_ENCODER,
          "The event brings a payload and this model has no encoder; send features, or configure encoder.path.");
    }
    if (event.getPayload() == null
        || event.getPayloadType() == null
        || event.getFeatures().hasRemaining()) {
      throw new MalformedEventException(
          DeadLetterCode.INVALID_PAYLOAD,
          "Send features alone, or payload and payloadType both and no features.");
    }
    PayloadType type =
        PayloadType.named(event.getPayloadType())
            .orElseThrow(
                () ->
                    new MalformedEventException(
                        DeadLetterCode.INVALID_PAYLOAD,
                        "payloadType must be one of %s.".formatted(PayloadType.mediaTypes())));
    return images.decode(type, event.getPayload());
  }
}
