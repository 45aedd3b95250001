package io.ameles.stream.topic;

/**
 * A record without a value on its way to a compacted topic: compaction removes what has the same
 * key in the same partition, and in time the tombstone itself.
 *
 * @param partition where the record lies that is to go
 * @param key of that record; owned by the receiver
 */
public record SourceTombstone(int partition, byte[] key) {}
