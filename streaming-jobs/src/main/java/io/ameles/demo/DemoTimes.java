package io.ameles.demo;

/** Notes when things happened; seconds since the start. NOT thread-safe. */
final class DemoTimes {
  private final long started;
  private double firstVersion;
  private double complete;

  /**
   * @param startedNanos {@link System#nanoTime} at the start
   */
  DemoTimes(long startedNanos) {
    this.started = startedNanos;
  }

  /** A version was published. */
  void version() {
    if (firstVersion == 0) {
      firstVersion = seconds();
    }
  }

  /** Everything that was sent is reflected. */
  void complete() {
    complete = seconds();
  }

  /** The durations until now. */
  DemoReport.Seconds toSeconds() {
    return new DemoReport.Seconds(firstVersion, complete, seconds());
  }

  private double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }
}
