package io.ameles.model.learn.ridge;

import io.ameles.model.head.FeatureHead;
import io.ameles.model.head.Head;
import io.ameles.model.head.LinearHead;

/** The weights of either kind of head. */
final class RidgeWeights {
  private RidgeWeights() {}

  static float[] of(Head head) {
    return head instanceof FeatureHead features
        ? features.weights()
        : ((LinearHead) head).weights();
  }
}
