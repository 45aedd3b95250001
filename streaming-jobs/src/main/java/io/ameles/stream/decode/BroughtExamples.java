package io.ameles.stream.decode;

import io.ameles.model.embed.Quantization;
import io.ameles.model.encode.Embedding;
import io.ameles.model.encode.Encoder;
import io.ameles.model.encode.RgbImage;
import io.ameles.schema.MalformedEventException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The examples that a deletion brings, with pictures embedded where it is read: it can be used
 * whole or not at all. NOT thread-safe.
 */
final class BroughtExamples {
  private final Quantization quantization;
  private final @Nullable Encoder encoder;
  private boolean usedEncoder;

  /**
   * @param encoder of the model, lent; null if it has none, and nothing brings pictures
   */
  BroughtExamples(Quantization quantization, @Nullable Encoder encoder) {
    this.quantization = quantization;
    this.encoder = encoder;
  }

  /**
   * @throws MalformedEventException if the features of any cannot be used
   */
  List<Arrival> embedded(List<LedgerInput> decoded) throws MalformedEventException {
    List<Embedding> embeddings = embed(decoded);
    List<Arrival> arrivals = new ArrayList<>(decoded.size());
    int next = 0;
    for (LedgerInput example : decoded) {
      if (example instanceof Arrival arrival) {
        arrivals.add(arrival);
      } else if (example instanceof ImageArrival image) {
        float[] features = embeddings.get(next++).orThrow();
        arrivals.add(image.embedded(quantization.quantize(features)));
        usedEncoder = true;
      }
    }
    return arrivals;
  }

  /** Whether any picture has ever got its features here. */
  boolean usedEncoder() {
    return usedEncoder;
  }

  private List<Embedding> embed(List<LedgerInput> decoded) {
    List<RgbImage> images = new ArrayList<>();
    for (LedgerInput example : decoded) {
      if (example instanceof ImageArrival arrival) {
        images.add(arrival.image());
      }
    }
    if (images.isEmpty()) {
      return List.of();
    }
    if (encoder == null) {
      throw new IllegalStateException("pictures passed the checks of a model without an encoder");
    }
    return encoder.embed(images);
  }
}
