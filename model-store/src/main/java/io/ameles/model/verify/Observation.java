package io.ameles.model.verify;

import io.ameles.model.embed.QuantizedVector;
import io.ameles.model.encode.RgbImage;
import io.ameles.schema.ExampleUse;
import org.jspecify.annotations.Nullable;

/**
 * A labelled event that can be used.
 *
 * @param example which example it claims to be
 * @param revision 0 or higher
 * @param occurredAt milliseconds since the epoch
 * @param label its label
 * @param task its task, if it has one
 * @param use what it is for
 * @param vector its quantized features; none as long as there is a picture
 * @param picture from which its features are still to be computed; null if they are there
 */
record Observation(
    ExampleName example,
    int revision,
    long occurredAt,
    String label,
    @Nullable String task,
    ExampleUse use,
    QuantizedVector vector,
    @Nullable RgbImage picture) {
  Observation embedded(QuantizedVector computed) {
    return new Observation(example, revision, occurredAt, label, task, use, computed, null);
  }
}
