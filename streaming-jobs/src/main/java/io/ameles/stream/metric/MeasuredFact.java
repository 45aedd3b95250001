package io.ameles.stream.metric;

import io.ameles.schema.metric.MetricEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
  private static final String FORGOTTEN = "forgotten.";

  /** A fact about the whole job. */
  public static MeasuredFact ofJob(long epoch, String name, double value, long measuredAt) {
    return new MeasuredFact(epoch, null, name, null, value, measuredAt);
  }

  /** A fact about a learner. */
  public static MeasuredFact ofLearner(
      long epoch, String learner, String name, double value, long measuredAt) {
    return new MeasuredFact(epoch, learner, name, null, value, measuredAt);
  }

  /**
   * Not a measure, but word that a label or task was forgotten: shown no longer, and never a
   * record.
   *
   * @param learner that has forgotten it; null if it was deleted, for all of them
   * @param task whether the tag is a task, otherwise a label
   */
  public static MeasuredFact forgotten(
      long epoch, @Nullable String learner, boolean task, String tag, long measuredAt) {
    return new MeasuredFact(
        epoch, learner, FORGOTTEN + (task ? "task" : "label"), tag, 0, measuredAt);
  }

  /** Whether it is {@link #forgotten}. */
  boolean isForgotten() {
    return name.startsWith(FORGOTTEN);
  }

  /** Whether the tag of such a fact is what the tags of a metric are: its label, or its task. */
  boolean isAbout(MetricEntry metric) {
    String kind = name.substring(FORGOTTEN.length());
    return List.of(metric.tag().split(" or ")).contains(kind);
  }

  /** The record's key: facts of the same name about the same learner stay in order. */
  byte[] key() {
    return (learner == null ? name : name + "/" + learner).getBytes(StandardCharsets.UTF_8);
  }
}
