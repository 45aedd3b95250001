package io.ameles.stream.decode;

import io.ameles.schema.BulkPart;
import io.ameles.schema.DeadLetterCode;
import io.ameles.schema.DeletionEvent;
import io.ameles.schema.DeletionScope;
import io.ameles.schema.MalformedEventException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every request must look like, whoever sends it: its scope has what it needs, and no more.
 */
final class RequestShape {
  private RequestShape() {}

  /**
   * @throws MalformedEventException if it is not the request that it says it is
   */
  static void require(DeletionEvent event, RawRecord raw, IntakeRules rules)
      throws MalformedEventException {
    Checks.text(event.getRequestId(), "requestId", DeadLetterCode.INVALID_REQUEST_ID);
    Checks.time(event.getRequestedAt(), "requestedAt", raw, rules.maxFuture());
    Instant receivedAt = event.getReceivedAt();
    if (receivedAt != null) {
      Checks.time(receivedAt, "receivedAt", raw, rules.maxFuture());
    }
    switch (event.getScope()) {
      case LABEL -> text(event.getLabel(), "label");
      case TASK -> text(event.getTask(), "task");
      case SUBJECT -> requireSubjects(event);
      case EXAMPLES -> requireExamples(event);
    }
    if (event.getScope() != DeletionScope.SUBJECT && !event.getSubjects().isEmpty()) {
      throw incomplete("Only scope SUBJECT takes subjects.");
    }
    BulkPart bulk = event.getBulk();
    if (bulk != null) {
      requirePart(bulk, event.getScope());
    }
  }

  private static void requireSubjects(DeletionEvent event) throws MalformedEventException {
    if (event.getSubjects().isEmpty()) {
      text(event.getSubject(), "subject");
      return;
    }
    if (event.getSubject() != null) {
      throw incomplete("Name either one subject or several in subjects.");
    }
    requireIds(event.getSubjects(), "subjects", IntakeRules.MAX_SUBJECTS);
    if (new HashSet<>(event.getSubjects()).size() < event.getSubjects().size()) {
      throw incomplete("Name every subject once.");
    }
  }

  private static void requireExamples(DeletionEvent event) throws MalformedEventException {
    if (event.getExampleIds().isEmpty()) {
      throw incomplete("Scope EXAMPLES needs exampleIds.");
    }
    requireIds(event.getExampleIds(), "examples", IntakeRules.MAX_EXAMPLES);
    if (event.getSubject() != null) {
      text(event.getSubject(), "subject");
    }
  }

  private static void requireIds(List<String> ids, String what, int limit)
      throws MalformedEventException {
    if (ids.size() > limit) {
      throw new MalformedEventException(
          DeadLetterCode.TOO_LARGE,
          "The deletion names %d %s; the limit is %d. Send several requests."
              .formatted(ids.size(), what, limit));
    }
    for (String id : ids) {
      text(id, "every one of the " + what);
    }
  }

  private static void requirePart(BulkPart bulk, DeletionScope scope)
      throws MalformedEventException {
    text(bulk.getId(), "bulk.id");
    boolean inside = bulk.getIndex() >= 1 && bulk.getIndex() <= bulk.getCount();
    if (!inside || bulk.getCount() > IntakeRules.MAX_PARTS) {
      throw incomplete(
          "bulk.index counts from 1 to bulk.count, which is at most %d."
              .formatted(IntakeRules.MAX_PARTS));
    }
    if (scope == DeletionScope.LABEL || scope == DeletionScope.TASK) {
      throw incomplete("A label or task is one request, not a part of one.");
    }
  }

  private static void text(@Nullable String text, String name) throws MalformedEventException {
    Checks.text(text, name, DeadLetterCode.INCOMPLETE_DELETION);
  }

  private static MalformedEventException incomplete(String message) {
    return new MalformedEventException(DeadLetterCode.INCOMPLETE_DELETION, message);
  }
}
