package io.ameles.model.learn.projection;

import io.ameles.model.learn.Lesson;
import org.jspecify.annotations.Nullable;

/** A label within a task, or without one. */
record LabelInTask(String label, @Nullable String task) {
  static LabelInTask of(Lesson lesson) {
    return new LabelInTask(lesson.label(), lesson.task());
  }
}
