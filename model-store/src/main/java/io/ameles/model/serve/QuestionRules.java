package io.ameles.model.serve;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import io.ameles.model.embed.Normalization;
import io.ameles.model.embed.Quantization;
import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.version.Manifest;
import io.ameles.schema.MalformedEventException;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * How a version wants its vectors: exactly as those that it learned from.
 *
 * @param dimension how many features there are
 * @param quantization how they become integers
 */
record QuestionRules(int dimension, Quantization quantization) {
  /**
   * The rules that a version states.
   *
   * @throws AmelesException with {@link ErrorCode#CORRUPT_FILE} if it states none that there are
   */
  static QuestionRules of(Manifest manifest) {
    Manifest.Intake intake = manifest.intake();
    try {
      return new QuestionRules(
          intake.dimension(),
          new Quantization(
              Normalization.valueOf(intake.normalize().toUpperCase(Locale.ROOT)),
              intake.stepExponent()));
    } catch (IllegalArgumentException e) {
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE,
          "The manifest of version %d states rules that this software does not know; use a newer one."
              .formatted(manifest.epoch()),
          e);
    }
  }

  QuantizedVector quantize(ByteBuffer features) throws MalformedEventException {
    return quantization.quantize(features, dimension);
  }

  QuantizedVector quantize(float[] features) throws MalformedEventException {
    return quantization.quantize(features);
  }
}
