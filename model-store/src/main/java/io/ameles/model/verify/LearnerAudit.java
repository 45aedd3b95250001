package io.ameles.model.verify;

import org.jspecify.annotations.Nullable;

/**
 * One learner of a version, recomputed.
 *
 * @param name the learner's name
 * @param additive whether its state is a sum that the topics determine; there is nothing to
 *     recompute of a learner whose state depends on the order in which it was trained
 * @param expectedDigest the state digest that the manifest states
 * @param actualDigest the state digest that the topics give; null if nothing was recomputed
 */
public record LearnerAudit(
    String name, boolean additive, String expectedDigest, @Nullable String actualDigest) {
  /** Whether the audit recomputed this learner. */
  public boolean recomputed() {
    return actualDigest != null;
  }

  /**
   * Whether both digests are the same; false for an additive learner that was not recomputed, true
   * for one that is not additive, of which nothing is claimed.
   */
  public boolean equal() {
    return additive ? expectedDigest.equals(actualDigest) : true;
  }
}
