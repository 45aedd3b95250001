package io.ameles.console.http;

/** Where something failed, without what it says: messages may quote what was asked. */
final class Trace extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private Trace(String type) {
    super(type);
  }

  static Trace of(Throwable failure) {
    Trace trace = new Trace(failure.getClass().getName());
    trace.setStackTrace(failure.getStackTrace());
    return trace;
  }
}
