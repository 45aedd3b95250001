package io.ameles.model.embed;

import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.MalformedEventException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The rule that turns float32 features into int16 values:
 *
 * <pre>
 *   y[i] = x[i] / |x|     float64; |x| = sqrt of the sum of squares in index order   (L2)
 *   y[i] = x[i]                                                                      (NONE)
 *   q[i] = clamp(rint(y[i] / 2^stepExponent), -32767, 32767)        ties to even
 * </pre>
 *
 * <p>Every operation is an IEEE 754 float64 operation with one correctly rounded result, so any
 * language on any machine computes the same integers. Immutable and thread-safe.
 *
 * @param normalization what is done before rounding
 * @param stepExponent the step is 2^stepExponent; -20 to 0
 */
public record Quantization(Normalization normalization, int stepExponent) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** L2, step 2^-14: the whole range of a unit vector with room to spare. */
  public static final Quantization DEFAULT = new Quantization(Normalization.L2, -14);

  static final int LIMIT = 32767;
  private static final int MIN_EXPONENT = -20;

  /** Refuses a step outside the supported range. */
  public Quantization {
    if (stepExponent < MIN_EXPONENT || stepExponent > 0) {
      throw new IllegalArgumentException(
          "stepExponent must be in [%d, 0], not %d".formatted(MIN_EXPONENT, stepExponent));
    }
  }

  /** The value of one integer step. */
  public double step() {
    return Math.scalb(1.0, stepExponent);
  }

  /**
   * Quantizes one example's features as they travel in an event.
   *
   * @param features float32 little-endian from position to limit; position and content are left
   *     alone
   * @param dimension how many features the model has
   * @throws MalformedEventException for another number of features, a feature that is NaN or
   *     infinite, or, under L2, a zero vector
   */
  public QuantizedVector quantize(ByteBuffer features, int dimension)
      throws MalformedEventException {
    if (features.remaining() != (long) dimension * Float.BYTES) {
      throw new MalformedEventException(
          DeadLetterCode.WRONG_DIMENSION,
          "There are %d bytes of features; this model takes %d float32 values (%d bytes)."
              .formatted(features.remaining(), dimension, (long) dimension * Float.BYTES));
    }
    float[] values = new float[dimension];
    features.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return quantize(values);
  }

  /**
   * Quantizes one feature vector.
   *
   * @param features [dimension]; not modified
   * @throws MalformedEventException as above, except for the dimension
   */
  public QuantizedVector quantize(float[] features) throws MalformedEventException {
    double squares = 0;
    for (float feature : features) {
      squares += (double) feature * feature;
    }
    // The square of a finite float32 is finite in float64, and so is any sum of 2^31 of them.
    if (!Double.isFinite(squares)) {
      throw new MalformedEventException(
          DeadLetterCode.NOT_FINITE, "A feature is NaN or infinite; send finite numbers.");
    }
    double length = 1;
    if (normalization == Normalization.L2) {
      if (squares == 0) {
        throw new MalformedEventException(
            DeadLetterCode.ZERO_VECTOR,
            "All features are zero, which cannot be normalised; check the encoder, or configure"
                + " normalize: none.");
      }
      length = Math.sqrt(squares);
    }
    // A product with a power of two is exact, so multiplying is the division that the rule states.
    double stepsPerUnit = Math.scalb(1.0, -stepExponent);
    short[] quantized = new short[features.length];
    for (int i = 0; i < quantized.length; i++) {
      double steps = Math.rint(features[i] / length * stepsPerUnit);
      quantized[i] = (short) Math.max(-LIMIT, Math.min(LIMIT, steps));
    }
    return QuantizedVector.of(quantized);
  }
}
