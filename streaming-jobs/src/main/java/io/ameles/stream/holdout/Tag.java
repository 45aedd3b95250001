package io.ameles.stream.holdout;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * By what examples are told apart: their task, or their label where they have no task.
 *
 * @param kind which of the two
 * @param name the task or label
 */
public record Tag(Kind kind, String name) implements Comparable<Tag> {
  private static final Comparator<Tag> ORDER =
      Comparator.comparing(Tag::kind).thenComparing(Tag::name);

  /** Tasks and labels may have the same names. */
  public enum Kind {
    /** A label of examples without a task. */
    LABEL,
    /** A task. */
    TASK
  }

  /** The tag of an example. */
  public static Tag of(String label, @Nullable String task) {
    return task == null ? new Tag(Kind.LABEL, label) : new Tag(Kind.TASK, task);
  }

  @Override
  public int compareTo(Tag other) {
    return ORDER.compare(this, other);
  }
}
