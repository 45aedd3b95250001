package io.ameles.model.evidence;

import io.ameles.model.learn.Lesson;
import io.ameles.model.learn.LessonStream;
import java.util.ArrayList;
import java.util.List;

/** Courses that tests start from. */
final class Courses {
  /** Of each task. */
  static final int EXAMPLES = 120;

  private Courses() {}

  /**
   * Eight labels in four tasks, one task after the other; the request comes before the last one.
   */
  static Course taskByTask(long seed) {
    LessonStream stream = new LessonStream(8, seed);
    List<Lesson> train = new ArrayList<>();
    for (int label = 0; label < 8; label += 2) {
      train.addAll(stream.of(label, label + 2, EXAMPLES / 2));
    }
    return new Course(LessonStream.SPACE, train, stream.of(0, 8, 40), 16, 3 * EXAMPLES);
  }
}
