package io.ameles.model.verify;

import org.jspecify.annotations.Nullable;

/**
 * One learner of a version, recomputed.
 *
 * @param name the learner's name
 * @param expectedDigest the state digest that the manifest states
 * @param actualDigest the state digest that the topics give; null if the audit cannot recompute
 *     this learner
 */
public record LearnerAudit(String name, String expectedDigest, @Nullable String actualDigest) {
  /** Whether the audit knows how to recompute this learner. */
  public boolean auditable() {
    return actualDigest != null;
  }

  /** Whether both digests are the same; false for a learner that cannot be recomputed. */
  public boolean equal() {
    return expectedDigest.equals(actualDigest);
  }
}
