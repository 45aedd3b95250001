package io.ameles.model.learn.uncle;

import io.ameles.model.learn.LessonStream;
import io.ameles.model.learn.SequentialLearner;
import io.ameles.model.learn.SequentialLearnerContract;
import io.ameles.model.learn.SettingsReader;
import java.util.HashMap;
import java.util.Map;

class UncleTest extends SequentialLearnerContract {
  static Uncle uncle(String... settings) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      given.put(settings[i], settings[i + 1]);
    }
    SettingsReader reader = new SettingsReader("uncle", Uncle.TYPE, given);
    Uncle uncle = Uncle.of(reader, LessonStream.SPACE);
    if (!reader.problems().isEmpty()) {
      throw new IllegalArgumentException(reader.problems().toString());
    }
    return uncle;
  }

  @Override
  protected SequentialLearner learner() {
    return uncle("layers", "64,64", "learning-rate", "0.003");
  }

  @Override
  protected double leastAccuracy() {
    return 0.9;
  }

  @Override
  protected boolean withTasks() {
    return true;
  }
}
