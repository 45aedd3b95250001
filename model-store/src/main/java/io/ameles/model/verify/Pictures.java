package io.ameles.model.verify;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.embed.Quantization;
import io.ameles.model.encode.Embedding;
import io.ameles.model.encode.Encoder;
import io.ameles.model.encode.PayloadType;
import io.ameles.model.encode.RgbImage;
import io.ameles.schema.MalformedEventException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes features of pictures, with the encoder of the version. NOT thread-safe. */
final class Pictures {
  private final @Nullable Encoder encoder;
  private final Quantization quantization;

  /**
   * What came of one picture: either of the two.
   *
   * @param seen the observation with its features
   * @param refusal why they cannot be used
   */
  record Verdict(@Nullable Observation seen, @Nullable MalformedEventException refusal) {}

  Pictures(@Nullable Encoder encoder, Quantization quantization) {
    this.encoder = encoder;
    this.quantization = quantization;
  }

  RgbImage decode(PayloadType type, ByteBuffer payload) throws MalformedEventException {
    return atHand().decoder().decode(type, payload);
  }

  int batchSize() {
    return atHand().batchSize();
  }

  /** One verdict each, in their order. */
  List<Verdict> embed(List<Observation> seen) {
    if (seen.isEmpty()) {
      return List.of();
    }
    List<RgbImage> images =
        seen.stream().map(one -> Objects.requireNonNull(one.picture())).toList();
    List<Embedding> embeddings = atHand().embed(images);
    List<Verdict> verdicts = new ArrayList<>(seen.size());
    for (int i = 0; i < seen.size(); i++) {
      verdicts.add(verdict(seen.get(i), embeddings.get(i)));
    }
    return verdicts;
  }

  private Verdict verdict(Observation seen, Embedding embedding) {
    try {
      return new Verdict(seen.embedded(quantization.quantize(embedding.orThrow())), null);
    } catch (MalformedEventException e) {
      return new Verdict(null, e);
    }
  }

  private Encoder atHand() {
    if (encoder == null) {
      throw new AmelesException(
          ErrorCode.CONFIGURATION,
          "The version was made of pictures, too; its audit needs the encoder that its manifest names.");
    }
    return encoder;
  }
}
