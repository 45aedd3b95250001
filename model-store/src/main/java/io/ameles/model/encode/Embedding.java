package io.ameles.model.encode;

import io.ameles.schema.MalformedEventException;
import org.jspecify.annotations.Nullable;

/**
 * What came of one picture.
 *
 * @param values [dimension], owned by the caller; empty if the encoder could not take the picture
 * @param refusal why it could not; null if it could
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, not kept
public record Embedding(float[] values, @Nullable MalformedEventException refusal) {
  /** The values, or the refusal thrown. */
  public float[] orThrow() throws MalformedEventException {
    if (refusal != null) {
      throw refusal;
    }
    return values;
  }
}
