package io.ameles.stream.learn;

import java.util.Arrays;

/**
 * A sequential learner in a checkpoint.
 *
 * @param learner its name
 * @param snapshot what its trainer goes on from; neither copied nor modified
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once; equality is spelled out
record TrainerState(String learner, byte[] snapshot) {
  @Override
  public boolean equals(Object other) {
    return other instanceof TrainerState that
        && learner.equals(that.learner)
        && Arrays.equals(snapshot, that.snapshot);
  }

  @Override
  public int hashCode() {
    return 31 * learner.hashCode() + Arrays.hashCode(snapshot);
  }
}
