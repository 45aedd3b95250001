package io.ameles.model.learn;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.identity.Pseudonym;
import org.jspecify.annotations.Nullable;

/**
 * One example as a sequential learner sees it.
 *
 * @param subject whom it is about; the example's own pseudonym if it is about nobody
 * @param occurredAt when it was observed, milliseconds since the epoch
 * @param label its label
 * @param task its task, if it has one
 * @param vector its quantized embedding
 */
public record Lesson(
    Pseudonym subject,
    long occurredAt,
    String label,
    @Nullable String task,
    QuantizedVector vector) {}
