package io.ameles.model.learn.projection;

import java.util.Map;

class ProjectedRidgeTest extends ProjectionTest {
  @Override
  protected Map<String, String> settings() {
    return Map.of("head", "ridge", "lambda", "0.1");
  }

  /** Less, because a label that is forgotten before it is learned is suppressed from then on. */
  @Override
  protected double leastAccuracy() {
    return 0.9;
  }
}
