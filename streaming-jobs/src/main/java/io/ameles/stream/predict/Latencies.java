package io.ameles.stream.predict;

import java.util.Arrays;

/** How long the latest questions took. Thread-safe. */
final class Latencies {
  private static final int LATEST = 1_024;

  private final long[] millis = new long[LATEST];
  private long count;

  synchronized void add(long latency) {
    millis[(int) (count % LATEST)] = latency;
    count++;
  }

  /**
   * The smallest latency that is not exceeded by this share of the latest questions, in
   * milliseconds; 0 before the first.
   *
   * @param share above 0, up to 1
   */
  synchronized long quantile(double share) {
    int size = (int) Math.min(count, LATEST);
    if (size == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(millis, size);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(share * size) - 1];
  }
}
