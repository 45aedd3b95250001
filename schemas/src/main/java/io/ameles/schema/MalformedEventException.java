package io.ameles.schema;

/**
 * An event that cannot be used, with the stable code and a message that says what to do. The
 * message never quotes a value of the event, because it travels to places where no personal data
 * may be.
 */
public final class MalformedEventException extends Exception {
  private static final long serialVersionUID = 1L;

  private final DeadLetterCode code;

  /**
   * @param code what is wrong
   * @param message what to do about it; no value of the event
   */
  public MalformedEventException(DeadLetterCode code, String message) {
    // No stack trace: this is a verdict about data, made once per bad record, possibly very often.
    super(message, null, false, false);
    this.code = code;
  }

  /** What is wrong. */
  public DeadLetterCode code() {
    return code;
  }
}
