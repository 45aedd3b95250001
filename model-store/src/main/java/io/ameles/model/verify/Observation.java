package io.ameles.model.verify;

import io.ameles.model.embed.QuantizedVector;
import org.jspecify.annotations.Nullable;

/**
 * A labelled event that can be used.
 *
 * @param example which example it claims to be
 * @param revision 0 or higher
 * @param occurredAt milliseconds since the epoch
 * @param label its label
 * @param task its task, if it has one
 * @param vector its quantized features
 */
record Observation(
    ExampleName example,
    int revision,
    long occurredAt,
    String label,
    @Nullable String task,
    QuantizedVector vector) {}
