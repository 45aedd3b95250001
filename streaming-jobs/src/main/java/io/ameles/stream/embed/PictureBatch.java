package io.ameles.stream.embed;

import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.encode.Embedding;
import io.ameles.model.encode.Encoder;
import io.ameles.schema.MalformedEventException;
import io.ameles.stream.decode.Arrival;
import io.ameles.stream.decode.ImageArrival;
import java.util.ArrayList;
import java.util.List;

/** Events that wait for their pictures to be embedded together. NOT thread-safe. */
final class PictureBatch {
  private final Encoder encoder;
  private final Quantization quantization;
  private final Outcome outcome;
  private final List<ImageArrival> waiting = new ArrayList<>();

  /** What becomes of each event. */
  interface Outcome {
    /** It has its features. */
    void embedded(Arrival arrival);

    /** Its features cannot be used, or its picture has none. */
    void lost(ImageArrival arrival, MalformedEventException reason);
  }

  /**
   * @param encoder lent
   * @param quantization how features become integers
   * @param outcome is told of every event, in their order
   */
  PictureBatch(Encoder encoder, Quantization quantization, Outcome outcome) {
    this.encoder = encoder;
    this.quantization = quantization;
    this.outcome = outcome;
  }

  void add(ImageArrival arrival) {
    waiting.add(arrival);
  }

  void embed() {
    List<Embedding> embeddings = encoder.embed(waiting.stream().map(ImageArrival::image).toList());
    for (int i = 0; i < embeddings.size(); i++) {
      settle(waiting.get(i), embeddings.get(i));
    }
    waiting.clear();
  }

  private void settle(ImageArrival arrival, Embedding embedding) {
    QuantizedVector vector;
    try {
      vector = quantization.quantize(embedding.orThrow());
    } catch (MalformedEventException e) {
      outcome.lost(arrival, e);
      return;
    }
    outcome.embedded(arrival.embedded(vector));
  }
}
