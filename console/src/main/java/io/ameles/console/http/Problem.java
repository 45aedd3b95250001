package io.ameles.console.http;

/**
 * An answer that is none, as {@code application/problem+json} (RFC 9457).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What can be wrong. Names are stable. */
  enum Kind {
    BAD_REQUEST(400, "The request is not as it must be"),
    UNAUTHENTICATED(401, "Who are you?"),
    FORBIDDEN(403, "This is not for you"),
    UNKNOWN_HOST(403, "The console is not called that"),
    CROSS_ORIGIN(403, "Another site's page asked"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "Not with this method"),
    TOO_LARGE(413, "The request is too large"),
    NOT_JSON(415, "The body must be application/json"),
    TOO_MANY(429, "Too many at once"),
    DEFECT(500, "A defect of this software"),
    UNAVAILABLE(503, "Not just now");

    private final int status;
    private final String title;

    Kind(int status, String title) {
      this.status = status;
      this.title = title;
    }

    int status() {
      return status;
    }

    String title() {
      return title;
    }
  }

  /**
   * @param detail what is wrong and what to do; quotes nothing of the request
   */
  Problem(Kind kind, String detail) {
    super(detail, null, false, false);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /** What is sent. */
  record Body(String title, int status, String code, String detail) {}

  Body body() {
    return new Body(kind.title, kind.status, kind.name(), String.valueOf(getMessage()));
  }
}
