package io.ameles.model.evidence;

import io.ameles.model.learn.Lesson;
import io.ameles.schema.DeletionScope;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A request to forget some of a course.
 *
 * @param selection how it was chosen
 * @param target the label, the task, the subject's pseudonym in hexadecimal; of single examples
 *     whatever distinguishes the request
 * @param rows positions in {@link Course#before} of all that it covers; at least one
 */
public record Removal(Selection selection, String target, SortedSet<Integer> rows) {
  /** Copies the set. */
  public Removal {
    rows = new TreeSet<>(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a request that covers nothing proves nothing");
    }
  }

  /** All of a subject, label or task. */
  static Removal whole(Selection selection, String target, Course course) {
    TreeSet<Integer> rows = new TreeSet<>();
    for (int row = 0; row < course.requestAfter(); row++) {
      if (target.equals(named(selection.scope(), course.train().get(row)))) {
        rows.add(row);
      }
    }
    return new Removal(selection, target, rows);
  }

  /** What the request names. */
  public DeletionScope scope() {
    return selection.scope();
  }

  private static @Nullable String named(DeletionScope scope, Lesson lesson) {
    return switch (scope) {
      case EXAMPLES -> null;
      case SUBJECT -> lesson.subject().toHex();
      case LABEL -> lesson.label();
      case TASK -> lesson.task();
    };
  }

  /** Whether it covers the example at {@code row} of {@link Course#before}. */
  boolean covers(int row) {
    return rows.contains(row);
  }

  /**
   * Whether an example that is none of {@link #rows} is of the label, task or subject that is
   * forgotten; never if single examples are.
   */
  boolean concerns(Lesson lesson) {
    return target.equals(named(scope(), lesson));
  }

  /** Whether a label or a task disappears, so that nothing should be left to predict it by. */
  boolean isOfAKind() {
    return selection == Selection.LABEL || selection == Selection.TASK;
  }

  /** By which the request is known to learners. */
  String requestId() {
    return "evidence-%s-%s".formatted(selection.text(), target);
  }
}
