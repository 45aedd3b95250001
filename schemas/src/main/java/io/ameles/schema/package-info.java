/**
 * What Ameles and the outside world say to each other: the Avro records of every topic and the
 * codec that puts them on the wire.
 *
 * <p>The records ({@link io.ameles.schema.LabeledEvent}, {@link io.ameles.schema.DeletionEvent},
 * {@link io.ameles.schema.DeletionReceipt}, {@link io.ameles.schema.DeadLetter}, {@link
 * io.ameles.schema.ModelMetric}) are generated from {@code src/main/avro}. {@link
 * io.ameles.schema.SingleObjectCodec} reads and writes them in Avro's single-object encoding, so
 * that no schema registry is needed. {@link io.ameles.schema.DeadLetterCode} lists everything that
 * can be wrong with an event.
 *
 * <p>Start of the tour; next: {@code io.ameles.model}.
 */
@NullMarked
package io.ameles.schema;

import org.jspecify.annotations.NullMarked;
