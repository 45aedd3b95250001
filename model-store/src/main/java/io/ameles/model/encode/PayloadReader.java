package io.ameles.model.encode;

import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.MalformedEventException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Looks at the payload of events and questions that bring one. Immutable and thread-safe. */
public final class PayloadReader {
  private final @Nullable ImageDecoder images;

  /**
   * @param encoder of the model; null if it has none, and every payload is refused
   */
  public PayloadReader(@Nullable EncoderSettings encoder) {
    this.images = encoder == null ? null : new ImageDecoder(encoder.maxPixels());
  }

  /**
   * The picture that there is instead of features; null if there are features.
   *
   * @param features as they came; of a picture, none
   * @param payload its bytes, from position to limit; position and content are left alone
   * @param payloadType what it is said to be
   * @throws MalformedEventException if the parts do not fit together, or the picture cannot be read
   */
  public @Nullable RgbImage read(
      ByteBuffer features, @Nullable ByteBuffer payload, @Nullable String payloadType)
      throws MalformedEventException {
    if (payload == null && payloadType == null) {
      return null;
    }
    if (images == null) {
      throw new MalformedEventException(
          DeadLetterCode.NO_ENCODER,
          "There is a payload and this model has no encoder; send features, or configure encoder.path.");
    }
    if (payload == null || payloadType == null || features.hasRemaining()) {
      throw new MalformedEventException(
          DeadLetterCode.INVALID_PAYLOAD,
          "Send features alone, or payload and payloadType both and no features.");
    }
    PayloadType type =
        PayloadType.named(payloadType)
            .orElseThrow(
                () ->
                    new MalformedEventException(
                        DeadLetterCode.INVALID_PAYLOAD,
                        "payloadType must be one of %s.".formatted(PayloadType.mediaTypes())));
    return images.decode(type, payload);
  }
}
