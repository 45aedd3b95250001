package io.ameles.stream.holdout;

import io.ameles.stream.metric.MeasuredFact;
import org.jspecify.annotations.Nullable;

/**
 * One measure of a learner, as of some version.
 *
 * @param name of the metric
 * @param tag the task or label that it is about, if it is about one
 * @param value as documented with the name
 */
record Reading(String name, @Nullable String tag, double value) {
  MeasuredFact toFact(long epoch, String learner, long measuredAt) {
    return new MeasuredFact(epoch, learner, name, tag, value, measuredAt);
  }
}
