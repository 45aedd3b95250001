package io.ameles.demo.dataset;

import java.time.Duration;
import java.time.Instant;

/**
 * How a {@link ClassIncrementalStream} is made from a data set.
 *
 * @param seed determines which labels come in which task, which rows are taken and in which order,
 *     and whom they are about
 * @param tasks from 1 to the number of labels
 * @param subjects how many subjects there are, at least 1
 * @param examples how many examples there are, from 1 to the number of train rows
 * @param start when the first example occurred
 * @param step the time between an example and the next, positive
 */
public record StreamSettings(
    long seed, int tasks, int subjects, int examples, Instant start, Duration step) {

  private static final int DEFAULT_TASKS = 10;
  private static final int DEFAULT_SUBJECTS = 500;
  private static final Duration DEFAULT_STEP = Duration.ofSeconds(1);

  public StreamSettings {
    positive("tasks", tasks);
    positive("subjects", subjects);
    positive("examples", examples);
    if (step.isNegative() || step.isZero()) {
      throw new IllegalArgumentException("step must be positive, is " + step);
    }
  }

  /** 10 tasks, 500 subjects, one example a second. */
  public static StreamSettings of(long seed, int examples, Instant start) {
    return new StreamSettings(seed, DEFAULT_TASKS, DEFAULT_SUBJECTS, examples, start, DEFAULT_STEP);
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be positive, is " + value);
    }
  }
}
