package io.ameles.model.learn.uncle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Holds the tasks whose turn it is not where they are, the forgotten ones included: the network may
 * change as it likes as long as it writes the same heads for them. A few at a time, drawn anew for
 * every step, so that a step costs the same however many there are; their mean distance is what
 * that of all would be on average.
 */
final class Anchors {
  private final List<Task> others;
  private final int atMost;
  private final double strength;
  private final int values;
  private final Random random;
  private final NDManager turn;
  private @Nullable Sample all;

  /**
   * Some tasks to hold.
   *
   * @param embeddings [tasks, task embedding]
   * @param pull towards where they were
   */
  record Sample(NDArray embeddings, Pull pull) {}

  /**
   * @param others the tasks whose turn it is not; reordered
   * @param atMost how many to hold in a step
   * @param strength factor of the mean squared distance of a head
   * @param values how many values the network writes per task
   * @param turn a scope for what lasts longer than a step
   */
  Anchors(
      List<Task> others, int atMost, double strength, int values, Random random, NDManager turn) {
    this.others = others;
    this.atMost = atMost;
    this.strength = strength;
    this.values = values;
    this.random = random;
    this.turn = turn;
  }

  /** Those to hold in the next step; null if there is no other task. */
  @Nullable Sample next(NDManager step) {
    if (others.isEmpty() || strength == 0) {
      return null;
    }
    if (others.size() > atMost) {
      for (int i = 0; i < atMost; i++) {
        Collections.swap(others, i, i + random.nextInt(others.size() - i));
      }
      return sample(others.subList(0, atMost), step);
    }
    if (all == null) {
      all = sample(others, turn);
    }
    return all;
  }

  private Sample sample(List<Task> tasks, NDManager scope) {
    List<float[]> targets = tasks.stream().map(Task::anchor).toList();
    return new Sample(
        TaskEmbeddings.rows(tasks.stream().map(Task::embedding).toList(), scope),
        Pull.towards(targets, strength / tasks.size(), values, scope));
  }
}
