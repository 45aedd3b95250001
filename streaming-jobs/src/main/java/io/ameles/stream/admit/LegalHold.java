package io.ameles.stream.admit;

import io.ameles.schema.DeletionScope;
import io.ameles.stream.decode.Deletion;
import java.util.Comparator;

/**
 * What must be kept.
 *
 * @param scope SUBJECT, LABEL or TASK
 * @param target the subject's pseudonym in hexadecimal, the label or the task
 */
record LegalHold(DeletionScope scope, String target) implements Comparable<LegalHold> {
  private static final Comparator<LegalHold> ORDER =
      Comparator.comparing(LegalHold::scope).thenComparing(LegalHold::target);

  /** The hold that would keep {@code part} from being deleted. */
  static LegalHold against(Deletion part) {
    return part.subject() == null
        ? new LegalHold(part.request().scope(), part.request().target())
        : new LegalHold(DeletionScope.SUBJECT, part.subjectKey().toHex());
  }

  @Override
  public int compareTo(LegalHold other) {
    return ORDER.compare(this, other);
  }

  /**
   * The latest word about a legal hold.
   *
   * @param placed whether it holds
   * @param since date of the message that says so, milliseconds since the epoch
   */
  record Word(boolean placed, long since) {
    /** Whether {@code newer} counts: of two messages of the same date, the one that keeps. */
    boolean yieldsTo(Word newer) {
      return newer.since > since || (newer.since == since && (newer.placed || !placed));
    }
  }
}
