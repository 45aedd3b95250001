package io.ameles.stream.predict;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about predictions.
 *
 * @param enabled whether the job answers questions
 * @param learner the one that is asked by default; null: the first of the configuration
 * @param batchSize questions of a full batch
 * @param batchWait how long a lone question may wait for others
 */
public record PredictionSettings(
    boolean enabled, @Nullable String learner, int batchSize, Duration batchWait)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** As a configuration has them that says nothing of predictions. */
  public static final PredictionSettings DEFAULT =
      new PredictionSettings(true, null, 256, Duration.ofMillis(5));
}
