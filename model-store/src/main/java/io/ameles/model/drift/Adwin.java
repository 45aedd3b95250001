package io.ameles.model.drift;

import java.util.ArrayList;
import java.util.List;

/**
 * Adaptive windowing: keeps a window of the latest numbers as long as no cut divides it into an
 * older and a newer part whose means differ by more than chance allows, and drops the oldest
 * numbers while one does. The window is an exponential histogram: at most five buckets of every
 * power of two, so its size grows with the logarithm of its length. Signals only when the newer
 * part has the higher mean.
 *
 * <p>A. Bifet, R. Gavalda, Learning from Time-Changing Data with Adaptive Windowing, SDM 2007.
 * Every bucket is a cut, as in MOA's loop (river's stored one skips the last of each size, which
 * was measured to be slower to notice).
 */
public final class Adwin implements ErrorDetector {
  private static final double CONFIDENCE = 0.002;
  private static final int EVERY = 32;
  private static final int BUCKETS = 5;
  private static final int LEAST_WIDTH = 10;
  private static final int LEAST_PART = 5;

  /**
   * Consecutive numbers: how many, their sum, and the sum of squared deviations from their mean.
   */
  private record Bucket(double count, double sum, double squares) {
    static final Bucket EMPTY = new Bucket(0, 0, 0);

    static Bucket of(double value) {
      return new Bucket(1, value, 0);
    }

    double mean() {
      return sum / count;
    }

    /** Both together (Chan, Golub, LeVeque 1979). */
    Bucket with(Bucket other) {
      if (count == 0 || other.count == 0) {
        return count == 0 ? other : this;
      }
      double apart = mean() - other.mean();
      double total = count + other.count;
      return new Bucket(
          total,
          sum + other.sum,
          squares + other.squares + apart * apart * count * other.count / total);
    }

    /** What is left without {@code part}. */
    Bucket without(Bucket part) {
      double left = count - part.count;
      if (left <= 0) {
        return EMPTY;
      }
      double apart = (sum - part.sum) / left - part.mean();
      return new Bucket(
          left,
          sum - part.sum,
          Math.max(0, squares - part.squares - apart * apart * left * part.count / count));
    }
  }

  private final List<Bucket> buckets = new ArrayList<>(); // oldest, and therefore largest, first
  private Bucket window = Bucket.EMPTY;
  private long seen;

  /** Has seen nothing. */
  public Adwin() {}

  Adwin(double[] state) {
    seen = (long) state[0];
    window = bucket(state, 0);
    for (int i = 1; i <= state.length / 3 - 1; i++) {
      buckets.add(bucket(state, i));
    }
  }

  /** How many of the latest numbers are believed to come from the same world. */
  public long width() {
    return (long) window.count();
  }

  /** Their mean; 0 before the first. */
  public double mean() {
    return window.count() == 0 ? 0 : window.mean();
  }

  @Override
  public Signal add(double error) {
    seen++;
    append(Bucket.of(error));
    if (seen % EVERY != 0 || window.count() <= LEAST_WIDTH) {
      return Signal.NONE;
    }
    double before = window.mean();
    boolean shrunk = false;
    while (cuts()) {
      window = window.without(buckets.remove(0));
      shrunk = true;
    }
    return shrunk && window.mean() > before ? Signal.DRIFT : Signal.NONE;
  }

  private void append(Bucket latest) {
    window = window.with(latest);
    buckets.add(latest);
    double size = 1;
    int end = buckets.size(); // behind the newest bucket of the size looked at
    while (true) {
      int from = end;
      while (from > 0 && buckets.get(from - 1).count() == size) {
        from--;
      }
      if (end - from <= BUCKETS) {
        return;
      }
      buckets.set(from, buckets.get(from).with(buckets.remove(from + 1)));
      end = from + 1;
      size *= 2;
    }
  }

  private boolean cuts() {
    Bucket older = Bucket.EMPTY;
    for (int i = 0; i < buckets.size() - 1; i++) {
      older = older.with(buckets.get(i));
      double newerCount = window.count() - older.count();
      if (newerCount > LEAST_PART + 1
          && older.count() > LEAST_PART + 1
          && apart(older, newerCount)) {
        return true;
      }
    }
    return false;
  }

  private boolean apart(Bucket older, double newerCount) {
    double newerMean = (window.sum() - older.sum()) / newerCount;
    double confidence = Math.log(2 * Math.log(window.count()) / CONFIDENCE);
    double harmonic = 1 / (older.count() - LEAST_PART + 1) + 1 / (newerCount - LEAST_PART + 1);
    double variance = window.squares() / window.count();
    double bound =
        Math.sqrt(2 * harmonic * variance * confidence) + 2.0 / 3 * confidence * harmonic;
    return Math.abs(older.mean() - newerMean) > bound;
  }

  @Override
  public double[] state() {
    double[] state = new double[1 + 3 * (1 + buckets.size())];
    state[0] = seen;
    put(window, state, 0); // not added up from the buckets: that would round otherwise
    for (int i = 0; i < buckets.size(); i++) {
      put(buckets.get(i), state, i + 1);
    }
    return state;
  }

  private static void put(Bucket bucket, double[] state, int index) {
    state[3 * index + 1] = bucket.count();
    state[3 * index + 2] = bucket.sum();
    state[3 * index + 3] = bucket.squares();
  }

  private static Bucket bucket(double[] state, int index) {
    return new Bucket(state[3 * index + 1], state[3 * index + 2], state[3 * index + 3]);
  }
}
