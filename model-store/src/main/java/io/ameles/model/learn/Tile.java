package io.ameles.model.learn;

import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * A piece of a learner's integer statistics: a count and a vector of sums. Tiles with the same key
 * are added; addition is associative and commutative, {@link #ZERO} changes nothing, and {@link
 * #DROPPED} absorbs everything: it marks what was forgotten whole and for ever, so that it does not
 * matter what arrives before or after it. Immutable and thread-safe.
 */
public final class Tile {
  /** The sum of nothing. */
  public static final Tile ZERO = new Tile(0, new long[0], false);

  /** Forgotten whole and for ever. */
  public static final Tile DROPPED = new Tile(0, new long[0], true);

  private final long count;
  private final long[] sums;
  private final boolean dropped;

  private Tile(long count, long[] sums, boolean dropped) {
    this.count = count;
    this.sums = sums;
    this.dropped = dropped;
  }

  /**
   * @param count how many examples, those taken away counted negatively
   * @param sums any length above 0; copied
   */
  public static Tile of(long count, long... sums) {
    return ofOwned(count, sums.clone());
  }

  /**
   * As {@link #of}, without the copy.
   *
   * @param sums given away: must not be modified any more
   */
  public static Tile ofOwned(long count, long[] sums) {
    if (sums.length == 0) {
      throw new IllegalArgumentException("a tile has at least one sum");
    }
    return new Tile(count, sums, false);
  }

  /** How many examples, those taken away counted negatively. */
  public long count() {
    return count;
  }

  /** How many sums; 0 for {@link #ZERO} and {@link #DROPPED}. */
  public int length() {
    return sums.length;
  }

  /** The sum at {@code index}. */
  public long sum(int index) {
    return sums[index];
  }

  /** Puts all sums into {@code target}. */
  public void copyTo(LongBuffer target) {
    target.put(sums);
  }

  /** Whether this is {@link #DROPPED}. */
  public boolean isDropped() {
    return dropped;
  }

  /** Whether nothing is left: no example and every sum zero. */
  public boolean isZero() {
    if (dropped || count != 0) {
      return false;
    }
    for (long sum : sums) {
      if (sum != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The sum of both.
   *
   * @throws IllegalArgumentException if both have sums and not equally many
   * @throws AmelesException with {@link ErrorCode#BROKEN_INVARIANT} if a sum leaves int64: never
   *     silently
   */
  public Tile plus(Tile other) {
    if (dropped || other.dropped) {
      return DROPPED;
    }
    if (sums.length == 0) {
      return other;
    }
    if (other.sums.length == 0) {
      return this;
    }
    if (sums.length != other.sums.length) {
      throw new IllegalArgumentException(
          "tiles of %d and %d sums do not add".formatted(sums.length, other.sums.length));
    }
    long[] total = new long[sums.length];
    long overflow = 0;
    for (int i = 0; i < total.length; i++) {
      long a = sums[i];
      long b = other.sums[i];
      long c = a + b;
      // Negative exactly if both have the sign that the sum lacks; collected, so that the loop
      // stays free of branches.
      overflow |= (a ^ c) & (b ^ c);
      total[i] = c;
    }
    if (overflow < 0) {
      throw new AmelesException(
          ErrorCode.BROKEN_INVARIANT, "A statistic left the range of 64-bit integers.");
    }
    return new Tile(Math.addExact(count, other.count), total, false);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tile that
        && count == that.count
        && dropped == that.dropped
        && Arrays.equals(sums, that.sums);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(count) + Arrays.hashCode(sums);
  }

  @Override
  public String toString() {
    return dropped ? "Tile[dropped]" : "Tile[count=%d, length=%d]".formatted(count, sums.length);
  }
}
