package io.ameles.stream.topic;

/**
 * A record on its way to a topic.
 *
 * @param key of the record; owned by the receiver
 * @param value of the record; owned by the receiver
 */
public record Outgoing(byte[] key, byte[] value) {}
