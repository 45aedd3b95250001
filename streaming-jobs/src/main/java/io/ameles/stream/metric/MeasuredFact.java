package io.ameles.stream.metric;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Something that was measured, as of the end of an epoch. Emit it before the barrier of that epoch;
 * then it is in the transaction of the epoch's checkpoint.
 *
 * @param epoch the checkpoint
 * @param learner that the fact is about; null for facts about the whole job
 * @param name as in docs/operations.md: lower case, with dots
 * @param tag the label or task that the fact is about, if it is about one; never an id
 * @param value in the unit documented with the name
 * @param measuredAt milliseconds since 1970
 */
public record MeasuredFact(
    long epoch,
    @Nullable String learner,
    String name,
    @Nullable String tag,
    double value,
    long measuredAt) {
  /** A fact about the whole job. */
  public static MeasuredFact ofJob(long epoch, String name, double value, long measuredAt) {
    return new MeasuredFact(epoch, null, name, null, value, measuredAt);
  }

  /** A fact about a learner. */
  public static MeasuredFact ofLearner(
      long epoch, String learner, String name, double value, long measuredAt) {
    return new MeasuredFact(epoch, learner, name, null, value, measuredAt);
  }

  /** The record's key: facts of the same name about the same learner stay in order. */
  byte[] key() {
    return (learner == null ? name : name + "/" + learner).getBytes(StandardCharsets.UTF_8);
  }
}
