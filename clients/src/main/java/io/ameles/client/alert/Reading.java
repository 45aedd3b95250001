package io.ameles.client.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest value of a fact.
 *
 * @param learner that it is about; null for facts about the whole job
 * @param name as in docs/operations.md
 * @param tag that it is about, if it is about one
 * @param value in the unit documented with the name
 * @param measuredAt by the clock of the job
 * @param roseAt when the value was last measured to be greater than the one before; null if never
 */
record Reading(
    @Nullable String learner,
    String name,
    @Nullable String tag,
    double value,
    Instant measuredAt,
    @Nullable Instant roseAt) {
  Reading next(double newValue, Instant at) {
    return new Reading(learner, name, tag, newValue, at, newValue > value ? at : roseAt);
  }
}
