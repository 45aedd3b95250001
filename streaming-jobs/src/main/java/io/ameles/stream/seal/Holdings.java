package io.ameles.stream.seal;

import java.io.Serializable;
import java.util.List;

/**
 * What of ours still holds what was removed: stored versions, checkpoints, and what lies beside
 * them. Asked at every barrier, from one thread. An epoch is the number of the checkpoint whose
 * state no longer holds what was removed in it.
 */
public interface Holdings extends Serializable {
  /**
   * Says who asks; once, before the first question. An implementation that is not told cannot tell
   * the checkpoints of this run from those of others, and takes all for others'.
   *
   * @param run the engine's id of the running job, hexadecimal; names its folder of checkpoints
   * @param restored the checkpoint that the job goes on from; 0 if it began afresh
   */
  default void begin(String run, long restored) {}

  /**
   * Whether the model's current version is of {@code epoch} or newer, so that what was removed in
   * that epoch is no longer served.
   */
  boolean published(long epoch);

  /**
   * What may still hold what was removed in {@code epoch}.
   *
   * @return plain sentences with number and oldest epoch, no personal data, no secrets; empty:
   *     nothing of ours holds it. Where it cannot be found out, a sentence says so: never empty
   *     because of an error
   */
  List<String> outstanding(long epoch);
}
