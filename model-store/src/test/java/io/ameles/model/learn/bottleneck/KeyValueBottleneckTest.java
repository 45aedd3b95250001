package io.ameles.model.learn.bottleneck;

import io.ameles.model.learn.LessonStream;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.SequentialLearnerContract;
import io.ameles.model.learn.SettingsReader;
import java.util.Map;
import java.util.TreeMap;

class KeyValueBottleneckTest extends SequentialLearnerContract {
  @Override
  protected SequentialLearner learner() {
    return learner(Map.of());
  }

  static SequentialLearner learner(Map<String, String> more) {
    Map<String, String> settings =
        new TreeMap<>(Map.of("heads", "32", "keys-per-head", "32", "key-dimension", "4"));
    settings.putAll(more);
    return KeyValueBottleneck.configured(
        new SettingsReader("bottleneck", KeyValueBottleneck.TYPE, settings), LessonStream.SPACE);
  }

  @Override
  protected double leastAccuracy() {
    return 0.95;
  }

  /** Every label costs a number per key and a count per key. */
  @Override
  protected int manyLabels() {
    return 2_000;
  }
}
