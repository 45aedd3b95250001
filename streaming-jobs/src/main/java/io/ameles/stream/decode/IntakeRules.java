package io.ameles.stream.decode;

import io.ameles.model.embed.EmbeddingSpace;
import io.ameles.model.embed.Quantization;
import io.ameles.model.encode.EncoderFile;
import io.ameles.model.encode.EncoderSettings;
import io.ameles.model.version.Manifest;
import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which events are accepted.
 *
 * @param dimension how many features an event has
 * @param quantization how they become integers
 * @param maxEventBytes records with a larger value are set aside
 * @param maxFuture events that occurred later than this after Kafka received them are set aside
 * @param digests whether the ledger keeps digests only, which rules out corrections
 * @param encoder what makes features of pictures; null if the model takes none
 */
public record IntakeRules(
    int dimension,
    Quantization quantization,
    int maxEventBytes,
    Duration maxFuture,
    boolean digests,
    @Nullable EncoderSettings encoder)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The most characters that an id, subject, label or task may have. */
  public static final int MAX_TEXT = 256;

  /** The most examples that one deletion may name: its receipt must fit into a record. */
  public static final int MAX_EXAMPLES = 1_000;

  /** The most subjects that one deletion may name. */
  public static final int MAX_SUBJECTS = 10_000;

  /** The most parts that a large request may come in. */
  public static final int MAX_PARTS = 10_000;

  /** What the vectors of accepted events have in common. */
  public EmbeddingSpace space() {
    return new EmbeddingSpace(dimension, quantization.step());
  }

  /**
   * As a version's manifest states it.
   *
   * @param arithmetic of the encoder; null as long as there was no picture
   */
  public Manifest.Intake toManifest(@Nullable String arithmetic) {
    return new Manifest.Intake(
        dimension,
        quantization.normalization().name().toLowerCase(Locale.ROOT),
        quantization.stepExponent(),
        maxEventBytes,
        maxFuture.toMillis(),
        encoder == null
            ? null
            : new Manifest.Encoder(checksum(encoder), encoder.summary(), arithmetic));
  }

  private static String checksum(EncoderSettings encoder) {
    return Objects.requireNonNull(encoder.sha256(), "the encoder's file was not looked at");
  }

  /**
   * The same with the checksum of the encoder's file as it is now.
   *
   * @throws io.ameles.model.AmelesException if the file is not there or another than was meant
   */
  public IntakeRules pinned() {
    return encoder == null
        ? this
        : new IntakeRules(
            dimension,
            quantization,
            maxEventBytes,
            maxFuture,
            digests,
            encoder.withSha256(EncoderFile.of(encoder).sha256()));
  }

  /** What the encoder is, in words; as long as it stays the same, so do its embeddings. */
  public String encoderSummary() {
    return encoder == null
        ? "none"
        : "sha256=%s %s".formatted(checksum(encoder), encoder.summary());
  }
}
