package io.ameles.model.version;

import java.util.List;

/**
 * A version that is computed and not yet written.
 *
 * @param manifest final but for its learners, which are filled in from the files
 * @param learners one snapshot per learner of the manifest
 */
public record Draft(Manifest manifest, List<LearnerSnapshot> learners) {
  /** Copies the list. */
  public Draft {
    learners = List.copyOf(learners);
  }
}
