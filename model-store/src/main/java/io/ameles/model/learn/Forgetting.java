package io.ameles.model.learn;

import io.ameles.schema.DeletionScope;
import java.util.List;

/**
 * A request to forget a subject, label or task as a whole.
 *
 * @param requestId by which the request is known; seeds whatever is random about carrying it out
 * @param scope SUBJECT, LABEL or TASK
 * @param target the label, the task, or the subject's pseudonym in hexadecimal
 * @param examples of those that were retracted for it, the first few; empty if none were at hand
 */
public record Forgetting(
    String requestId, DeletionScope scope, String target, List<Lesson> examples) {
  /** Copies the list. */
  public Forgetting {
    examples = List.copyOf(examples);
  }
}
