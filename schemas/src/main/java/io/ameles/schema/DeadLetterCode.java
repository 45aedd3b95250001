package io.ameles.schema;

/**
 * Everything that can be wrong with an event. The names are part of the public contract: they stand
 * in {@link DeadLetter}, are never renamed and never re-used. Every one of them is for the producer
 * of the event to act upon.
 */
public enum DeadLetterCode {
  /** The record's value is null (a Kafka tombstone). */
  NULL_VALUE,
  /** The record's value has no bytes. */
  EMPTY_VALUE,
  /** The record's value is larger than the configured limit, or its image has too many pixels. */
  TOO_LARGE,
  /** The value does not begin with the single-object marker C3 01 and a fingerprint. */
  NOT_SINGLE_OBJECT,
  /** The fingerprint belongs to no released schema of the topic's record. */
  UNKNOWN_SCHEMA,
  /** The body ends early or cannot be read with its schema. */
  MALFORMED_BODY,
  /** Bytes follow the end of the body. */
  TRAILING_BYTES,
  /** The example id is empty or too long. */
  INVALID_ID,
  /** The subject is empty or too long. */
  INVALID_SUBJECT,
  /** The label is empty or too long. */
  INVALID_LABEL,
  /** The task is empty or too long. */
  INVALID_TASK,
  /** The revision is negative. */
  INVALID_REVISION,
  /** The revision is above 0, which ledger mode {@code digests} cannot serve. */
  CORRECTION_UNSUPPORTED,
  /** The event brings a payload, and the model has no encoder to make features of it. */
  NO_ENCODER,
  /** Features and a payload both, a payload without a known type, or a type without a payload. */
  INVALID_PAYLOAD,
  /** The payload is no whole image of the type that it is said to have. */
  UNREADABLE_IMAGE,
  /** The number of features is not the model's dimension. */
  WRONG_DIMENSION,
  /** A feature is NaN or infinite. */
  NOT_FINITE,
  /** All features are zero, which has no direction to normalise. */
  ZERO_VECTOR,
  /** The event's time lies too far after the time at which Kafka received it. */
  TIME_IN_FUTURE,
  /** Another event has the same id and revision and different content. */
  CONFLICTING_CONTENT,
  /** The deletion's request id is empty or too long. */
  INVALID_REQUEST_ID,
  /** The deletion lacks what its scope needs, or brings an example that cannot be used. */
  INCOMPLETE_DELETION
}
