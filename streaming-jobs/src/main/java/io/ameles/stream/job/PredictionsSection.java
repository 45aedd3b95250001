package io.ameles.stream.job;

import io.ameles.model.learn.Learner;
import io.ameles.stream.predict.PredictionSettings;
import java.util.List;

/** The part of a configuration that is about predictions. */
final class PredictionsSection {
  private static final String LEARNER = "predictions.learner";

  /** A batch is answered as a whole, and the last of it waits for the first. */
  private static final int MAX_BATCH = 4_096;

  private PredictionsSection() {}

  /**
   * @param learners of the model
   */
  static PredictionSettings read(ConfigurationReader reader, List<Learner> learners) {
    PredictionSettings byDefault = PredictionSettings.DEFAULT;
    String learner = reader.text(LEARNER, "");
    List<String> names = learners.stream().map(Learner::name).toList();
    if (!learner.isEmpty() && !names.contains(learner)) {
      reader.problem(LEARNER, "one of " + names);
    }
    return new PredictionSettings(
        reader.flag("predictions.enabled", byDefault.enabled()),
        learner.isEmpty() ? null : learner,
        reader.integer("predictions.batch-size", byDefault.batchSize(), 1, MAX_BATCH),
        reader.duration("predictions.batch-wait", byDefault.batchWait()));
  }
}
