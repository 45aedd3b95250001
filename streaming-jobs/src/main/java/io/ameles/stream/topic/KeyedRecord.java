package io.ameles.stream.topic;

import io.ameles.stream.decode.RawRecord;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record before anybody has looked into it, with the key that its answer shall have.
 *
 * @param key of the record, owned by the reader of this record; null if it has none
 * @param content everything else
 */
public record KeyedRecord(byte @Nullable [] key, RawRecord content) {}
