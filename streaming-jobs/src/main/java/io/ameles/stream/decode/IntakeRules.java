package io.ameles.stream.decode;

import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Quantization;
import io.ameles.model.version.Manifest;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;

/**
 * Which events are accepted.
 *
 * @param dimension how many features an event has
 * @param quantization how they become integers
 * @param maxEventBytes records with a larger value are set aside
 * @param maxFuture events that occurred later than this after Kafka received them are set aside
 * @param digests whether the ledger keeps digests only, which rules out corrections
 */
public record IntakeRules(
    int dimension,
    Quantization quantization,
    int maxEventBytes,
    Duration maxFuture,
    boolean digests)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The most characters that an id, subject, label or task may have. */
  public static final int MAX_TEXT = 256;

  /** The most examples that one deletion may name: its receipt must fit into a record. */
  public static final int MAX_EXAMPLES = 1_000;

  /** What the vectors of accepted events have in common. */
  public EmbeddingSpace space() {
    return new EmbeddingSpace(dimension, quantization.step());
  }

  /** As a version's manifest states it. */
  public Manifest.Intake toManifest() {
    return new Manifest.Intake(
        dimension,
        quantization.normalization().name().toLowerCase(Locale.ROOT),
        quantization.stepExponent(),
        maxEventBytes,
        maxFuture.toMillis());
  }
}
