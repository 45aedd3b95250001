package io.ameles.model.drift.input;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is kept of a set of examples: the sum of their random Fourier features, how many values
 * of each dimension lie in each bin, and how many examples have each label. Learned and forgotten
 * again leaves no trace; sets can be joined and taken apart in any order.
 *
 * <p>NOT thread-safe.
 */
public final class InputSums {
  private final KernelSums kernel;
  private final int[] bins; // [dimension, Bins.COUNT]
  private final SortedMap<String, Long> labels = new TreeMap<>();

  /** Of no example. */
  public InputSums(InputSpace space) {
    this(
        new KernelSums(space.features()),
        new int[Math.multiplyExact(space.embedding().dimension(), Bins.COUNT)]);
  }

  private InputSums(KernelSums kernel, int[] bins) {
    this.kernel = kernel;
    this.bins = bins;
  }

  /** Reads what {@link #writeTo} wrote. */
  public static InputSums readFrom(DataInput in) throws IOException {
    InputSums sums = new InputSums(KernelSums.readFrom(in), new int[in.readInt()]);
    for (int i = 0; i < sums.bins.length; i++) {
      sums.bins[i] = in.readInt();
    }
    for (int i = in.readInt(); i > 0; i--) {
      sums.labels.put(in.readUTF(), in.readLong());
    }
    return sums;
  }

  /** Writes the features, the bins (their number, int32, then each) and the labels likewise. */
  public void writeTo(DataOutput out) throws IOException {
    kernel.writeTo(out);
    out.writeInt(bins.length);
    for (int bin : bins) {
      out.writeInt(bin);
    }
    out.writeInt(labels.size());
    for (var label : labels.entrySet()) {
      out.writeUTF(label.getKey());
      out.writeLong(label.getValue());
    }
  }

  void add(Observation example, int sign) {
    kernel.add(example.features(), sign);
    for (int i = 0; i < example.bins().length; i++) {
      bins[i * Bins.COUNT + example.bins()[i]] += sign;
    }
    count(example.label(), sign);
  }

  private void count(String label, long examples) {
    labels.merge(label, examples, (before, more) -> before + more == 0 ? null : before + more);
  }

  /** Both sets together; neither is modified. */
  public InputSums plus(InputSums other) {
    return with(other, 1);
  }

  /** What is left without {@code other}; neither is modified. */
  public InputSums minus(InputSums other) {
    return with(other, -1);
  }

  private InputSums with(InputSums other, int sign) {
    InputSums sums = new InputSums(kernel.copy(), bins.clone());
    sums.kernel.add(other.kernel, sign);
    for (int i = 0; i < bins.length; i++) {
      sums.bins[i] += sign * other.bins[i];
    }
    labels.forEach(sums::count);
    other.labels.forEach((label, examples) -> sums.count(label, sign * examples));
    return sums;
  }

  /** A copy. */
  public InputSums copy() {
    InputSums copy = new InputSums(kernel.copy(), bins.clone());
    copy.labels.putAll(labels);
    return copy;
  }

  /** How many examples. */
  public long count() {
    return kernel.count();
  }

  /** How many examples have each label; those that none has are left out. */
  public SortedMap<String, Long> labels() {
    return Collections.unmodifiableSortedMap(labels);
  }

  KernelSums kernel() {
    return kernel;
  }

  int dimension() {
    return bins.length / Bins.COUNT;
  }

  /** How many values of a dimension lie in each bin; a new array. */
  long[] bins(int dimension) {
    long[] counts = new long[Bins.COUNT];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = bins[dimension * Bins.COUNT + i];
    }
    return counts;
  }

  /** Nothing of any example is left. */
  public boolean isZero() {
    return kernel.isZero() && labels.isEmpty() && Arrays.stream(bins).allMatch(bin -> bin == 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InputSums that
        && kernel.equals(that.kernel)
        && Arrays.equals(bins, that.bins)
        && labels.equals(that.labels);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * kernel.hashCode() + Arrays.hashCode(bins)) + labels.hashCode();
  }

  /** Says the size only. */
  @Override
  public String toString() {
    return "InputSums[count=%d, dimension=%d]".formatted(count(), dimension());
  }
}
