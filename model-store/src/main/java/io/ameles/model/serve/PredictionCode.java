package io.ameles.model.serve;

import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.MalformedEventException;

/**
 * Why a question got no answer. The names are part of the public contract: they are never renamed
 * and never re-used. Those that {@link DeadLetterCode} has too mean the same.
 */
public enum PredictionCode {
  /** No version of the model was published yet. */
  NO_VERSION,
  /** The version, or the device, cannot be used just now; the operator of the service must act. */
  UNAVAILABLE,
  /** The model has no learner of that name. */
  UNKNOWN_LEARNER,
  /** {@code top} is not from 1 to 100. */
  INVALID_TOP,
  /** The request's id is empty or too long. */
  INVALID_ID,
  /** The task is empty or too long. */
  INVALID_TASK,
  /** There is a payload, and no encoder to make features of it, or another than the version's. */
  NO_ENCODER,
  /** Features and a payload both, a payload without a known type, or a type without a payload. */
  INVALID_PAYLOAD,
  /** The payload is no whole picture of the type that it is said to have. */
  UNREADABLE_IMAGE,
  /** The picture has too many pixels. */
  TOO_LARGE,
  /** The number of features is not the model's dimension. */
  WRONG_DIMENSION,
  /** A feature is NaN or infinite. */
  NOT_FINITE,
  /** All features are zero, which has no direction to normalise. */
  ZERO_VECTOR;

  /** A refusal for what features or a picture were refused for. */
  static PredictionCode of(MalformedEventException refusal) {
    return valueOf(refusal.code().name());
  }
}
