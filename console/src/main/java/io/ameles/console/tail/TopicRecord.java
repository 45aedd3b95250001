package io.ameles.console.tail;

import org.jspecify.annotations.Nullable;

/**
 * A record as it is on its topic.
 *
 * @param partition where it is
 * @param offset where it is
 * @param value its bytes; null if there are none; not modified
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
public record TopicRecord(int partition, long offset, byte @Nullable [] value) {}
