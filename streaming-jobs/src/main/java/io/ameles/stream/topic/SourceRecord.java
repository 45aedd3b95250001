package io.ameles.stream.topic;

import org.jspecify.annotations.Nullable;

/**
 * What lies at one place of a topic.
 *
 * @param key of the record; owned by the receiver
 * @param value of the record; owned by the receiver
 */
public record SourceRecord(byte @Nullable [] key, byte @Nullable [] value) {}
