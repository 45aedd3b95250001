package io.ameles.model.evidence;

import io.ameles.schema.DeletionScope;
import java.util.Locale;

/** By what a request to forget was chosen. */
public enum Selection {
  /** Examples that have nothing to do with one another. */
  RANDOM(DeletionScope.EXAMPLES),
  /** An example and those most like it. */
  COHERENT(DeletionScope.EXAMPLES),
  /** All of a subject. */
  SUBJECT(DeletionScope.SUBJECT),
  /** All of a label. */
  LABEL(DeletionScope.LABEL),
  /** All of a task. */
  TASK(DeletionScope.TASK);

  private final DeletionScope scope;

  Selection(DeletionScope scope) {
    this.scope = scope;
  }

  /** The scope of such a request. */
  public DeletionScope scope() {
    return scope;
  }

  /** The name for people. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
