package io.ameles.model.drift.input;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * A set of examples as the sum of their random Fourier features: exact, so that sets can be joined
 * and taken apart in any order.
 *
 * <p>NOT thread-safe.
 */
public final class KernelSums {
  private final long[] sums; // in steps of FourierFeatures.STEP
  private long count;

  /** Of no example. */
  public KernelSums(int features) {
    this(0, new long[features]);
  }

  private KernelSums(long count, long[] sums) {
    this.count = count;
    this.sums = sums;
  }

  /** Reads what {@link #writeTo} wrote. */
  public static KernelSums readFrom(DataInput in) throws IOException {
    long count = in.readLong();
    long[] sums = new long[in.readInt()];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = in.readLong();
    }
    return new KernelSums(count, sums);
  }

  /** Writes the count, the number of sums (int32) and the sums, all big-endian. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeLong(count);
    out.writeInt(sums.length);
    for (long sum : sums) {
      out.writeLong(sum);
    }
  }

  /**
   * Adds or takes away an example.
   *
   * @param features as made by {@link FourierFeatures}; not modified
   * @param sign +1 or -1
   */
  public void add(int[] features, int sign) {
    requireSame(features.length);
    count += sign;
    for (int i = 0; i < sums.length; i++) {
      sums[i] += (long) sign * features[i];
    }
  }

  /**
   * Adds or takes away a set.
   *
   * @param sign +1 or -1
   */
  public void add(KernelSums other, int sign) {
    requireSame(other.sums.length);
    count += sign * other.count;
    for (int i = 0; i < sums.length; i++) {
      sums[i] += sign * other.sums[i];
    }
  }

  private void requireSame(int features) {
    if (features != sums.length) {
      throw new IllegalArgumentException(
          "%d features do not add to %d sums".formatted(features, sums.length));
    }
  }

  /** How many examples. */
  public long count() {
    return count;
  }

  /** A copy. */
  public KernelSums copy() {
    return new KernelSums(count, sums.clone());
  }

  /** Nothing of any example is left. */
  public boolean isZero() {
    return count == 0 && Arrays.stream(sums).allMatch(sum -> sum == 0);
  }

  /** The mean features, [features]; a new array. */
  double[] mean() {
    double[] mean = new double[sums.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = sums[i] * FourierFeatures.STEP / count;
    }
    return mean;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KernelSums that
        && count == that.count
        && Arrays.equals(sums, that.sums);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(count) + Arrays.hashCode(sums);
  }

  /** Says the size only. */
  @Override
  public String toString() {
    return "KernelSums[count=%d, features=%d]".formatted(count, sums.length);
  }
}
