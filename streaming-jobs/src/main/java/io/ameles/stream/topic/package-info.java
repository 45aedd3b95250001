/**
 * Kafka's side of the job: the names of the topics, records coming in ({@link
 * io.ameles.stream.topic.RawRecordSource}) and records going out in transactions ({@link
 * io.ameles.stream.topic.OutgoingSink}).
 */
@NullMarked
package io.ameles.stream.topic;

import org.jspecify.annotations.NullMarked;
