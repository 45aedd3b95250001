package io.ameles.model.learn.ridge;

import io.ameles.model.Contribution;
import io.ameles.model.embed.RandomFeatures;
import io.ameles.model.learn.AdditiveLearner;
import io.ameles.model.learn.SettingsReader;
import java.util.Map;
import net.jqwik.api.PropertyDefaults;

/** On random features, which are computed here once more. */
@PropertyDefaults(tries = 60)
class RidgeOnRandomFeaturesProperties extends RidgeProperties {
  private static final int SIZE = 6;
  private static final int SHIFT = 3;

  @Override
  protected AdditiveLearner learner() {
    return Ridge.of(
        new SettingsReader(
            "wide", "ridge", Map.of("features", "random", "size", "6", "seed", "9", "shift", "3")),
        SPACE);
  }

  @Override
  double lambda() {
    return 100;
  }

  @Override
  double[] features(Contribution example) {
    float[] signs = new RandomFeatures(DIMENSION, SIZE, 9, SHIFT).signs();
    double[] features = new double[SIZE];
    for (int j = 0; j < SIZE; j++) {
      int sum = 0;
      for (int i = 0; i < DIMENSION; i++) {
        sum += ((int) signs[j * DIMENSION + i]) * example.vector().get(i);
      }
      features[j] = Math.min(Math.max(0, sum) >> SHIFT, 32_767) * SPACE.step() * (1 << SHIFT);
    }
    return features;
  }
}
