package io.ameles.stream.decode;

import io.ameles.schema.DeadLetterCode;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to the dead letters.
 *
 * @param topic it was read from
 * @param position in that topic
 * @param recordedAt Kafka's timestamp, milliseconds since the epoch
 * @param code what is wrong
 * @param message what to do; quotes nothing of the record
 * @param size bytes of the value; -1 for null or where it is no longer known
 * @param payload the value, only where configured
 */
public record LostRecord(
    String topic,
    Position position,
    long recordedAt,
    DeadLetterCode code,
    String message,
    int size,
    byte @Nullable [] payload) {}
