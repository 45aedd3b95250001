package io.ameles.model.evidence;

import io.ameles.schema.DeletionScope;
import java.util.Locale;

/** By what a request to forget was chosen. */
public enum Selection {
  /** Examples that have nothing to do with one another. */
  RANDOM,
  /** An example and those most like it. */
  COHERENT,
  /** All of a subject. */
  SUBJECT,
  /** All of a label. */
  LABEL,
  /** All of a task. */
  TASK;

  /**
   * The scope of such a request. Worked out when it is asked for: whoever merely lists these names
   * needs no schemas.
   */
  public DeletionScope scope() {
    return switch (this) {
      case RANDOM, COHERENT -> DeletionScope.EXAMPLES;
      case SUBJECT -> DeletionScope.SUBJECT;
      case LABEL -> DeletionScope.LABEL;
      case TASK -> DeletionScope.TASK;
    };
  }

  /** The name for people. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
