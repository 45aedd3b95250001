package io.ameles.model.learn.uncle;

import io.ameles.model.head.TaskHeadShape;
import java.io.Serializable;

/**
 * Everything that was chosen, sorted by what it is about.
 *
 * @param shape of a task's head
 * @param layout of the hypernetwork
 * @param mostLabels that a task may have
 * @param trustsTasks whether a query's task is believed
 * @param taskPerSubject whether every subject is a task of its own
 * @param teaching how lessons are learned
 * @param unlearning how tasks are forgotten
 * @param anchored how many other tasks are held in a step at most
 * @param clip the largest length of a slope
 * @param seed of everything random
 */
record Plan(
    TaskHeadShape shape,
    Layout layout,
    int mostLabels,
    boolean trustsTasks,
    boolean taskPerSubject,
    Teaching teaching,
    Unlearning unlearning,
    int anchored,
    double clip,
    long seed)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  Seeds seeds() {
    return new Seeds(seed);
  }

  /** How many chunks it takes to write a head with so many labels; at least one. */
  int chunks(int labels) {
    return Math.max(1, (shape.parameters(labels) - 1) / layout.chunk() + 1);
  }

  /**
   * How lessons are learned.
   *
   * @param rate of learning
   * @param passes over every batch
   * @param batch lessons in a step at most
   * @param beta strength by which other tasks are held
   */
  record Teaching(double rate, int passes, int batch, double beta) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /** What a forgotten task's head is aligned with. */
  enum Target {
    /** One draw of noise per request. */
    FIXED,
    /** Ten draws per step, as published. */
    FRESH
  }

  /**
   * How tasks are forgotten.
   *
   * @param target what the head is aligned with
   * @param rate of learning
   * @param gamma strength of the alignment; others are held with strength 1
   * @param steps for the first request
   * @param floor of the number of steps, which falls by a tenth with every request
   */
  record Unlearning(Target target, double rate, double gamma, int steps, int floor)
      implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final double DECAY = 0.9;

    /** How many steps the request takes that comes after {@code requests} others. */
    int stepsAfter(long requests) {
      return (int) Math.max(floor, Math.floor(steps * Math.pow(DECAY, (double) requests)));
    }
  }
}
