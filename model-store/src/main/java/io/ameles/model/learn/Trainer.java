package io.ameles.model.learn;

import java.util.List;

/**
 * A sequential learner at work. Whatever it is shown, its parameters stay finite: a step that would
 * leave the numbers is taken back and counted among the facts.
 *
 * <p>NOT thread-safe: one per thread.
 */
public interface Trainer extends AutoCloseable {
  /**
   * Learns from a batch.
   *
   * @param batch at least one lesson; not modified
   */
  void learn(List<Lesson> batch);

  /**
   * Takes notice that examples are no longer live, for whatever reason: a deletion, a correction,
   * retention. A learner that cannot unlearn single examples does nothing.
   *
   * @param batch at least one lesson, learned before; not modified
   */
  void retract(List<Lesson> batch);

  /** Forgets a subject, label or task as a whole; comes after the retraction of its examples. */
  void forget(Forgetting request);

  /** The parameters as of now, and facts about the training so far. */
  Solution solution();

  /** Everything to go on from, after which the same calls give the same parameters. */
  byte[] snapshot();

  /** Frees what is on the device. */
  @Override
  void close();
}
