package io.ameles.model.serve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of one question. */
public sealed interface Answer {
  /** The learner that was asked; null if there is none of that name. */
  @Nullable String learner();

  /**
   * An answer.
   *
   * @param learner that gave it
   * @param labels the best first, and as many as were asked for, or as can be meant; empty if the
   *     learner knows no label
   */
  record Labels(String learner, List<ScoredLabel> labels) implements Answer {
    /** Copies the list. */
    public Labels {
      labels = List.copyOf(labels);
    }
  }

  /**
   * A refusal.
   *
   * @param learner that was to answer; null if there is none of that name
   * @param code the stable code
   * @param message what was wrong and what to do; quotes nothing of the question
   */
  record Refused(@Nullable String learner, PredictionCode code, String message) implements Answer {}
}
