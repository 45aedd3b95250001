package io.ameles.stream.decode;

import org.jspecify.annotations.Nullable;

/**
 * A Kafka record before anybody has looked into it.
 *
 * @param topic it was read from
 * @param position in that topic
 * @param recordedAt Kafka's timestamp, milliseconds since the epoch
 * @param size bytes of the value; -1 for null
 * @param value the value, owned by the reader of this record; null also for a value over the size
 *     limit, whose bytes are not carried along
 */
public record RawRecord(
    String topic, Position position, long recordedAt, int size, byte @Nullable [] value) {}
