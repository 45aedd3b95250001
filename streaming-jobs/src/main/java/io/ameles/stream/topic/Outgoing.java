package io.ameles.stream.topic;

import org.jspecify.annotations.Nullable;

/**
 * A record on its way to a topic.
 *
 * @param key of the record, owned by the receiver; null: it has none
 * @param value of the record; owned by the receiver
 */
public record Outgoing(byte @Nullable [] key, byte[] value) {}
