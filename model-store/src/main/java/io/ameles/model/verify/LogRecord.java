package io.ameles.model.verify;

import org.jspecify.annotations.Nullable;

/**
 * One record of an input topic.
 *
 * @param partition where it lies
 * @param offset where it lies in the partition
 * @param recordedAt Kafka's timestamp, milliseconds since the epoch
 * @param value its value; neither copied nor modified
 */
public record LogRecord(int partition, long offset, long recordedAt, byte @Nullable [] value) {}
