package io.ameles.model;

import org.jspecify.annotations.Nullable;

/** A failure with a stable code and a message that says what to do. */
public class AmelesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /**
   * @param code the stable code
   * @param message what is wrong and what to do
   */
  public AmelesException(ErrorCode code, String message) {
    this(code, message, null);
  }

  /**
   * @param code the stable code
   * @param message what is wrong and what to do
   * @param cause what was thrown underneath, if anything was
   */
  public AmelesException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** The stable code. */
  public ErrorCode code() {
    return code;
  }
}
