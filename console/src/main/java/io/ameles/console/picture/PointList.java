package io.ameles.console.picture;

import java.util.Arrays;

/** Points in the order of their epochs, 24 bytes each. NOT thread-safe. */
final class PointList {
  private static final int FIRST_CAPACITY = 8;

  private long[] millis = new long[FIRST_CAPACITY];
  private long[] epochs = new long[FIRST_CAPACITY];
  private double[] values = new double[FIRST_CAPACITY];
  private int size;

  int size() {
    return size;
  }

  Point get(int index) {
    return new Point(millis[index], epochs[index], values[index]);
  }

  /** Puts a point behind those of the same and of lower epochs. */
  void add(Point point) {
    if (size == millis.length) {
      int capacity = size + (size >> 1);
      millis = Arrays.copyOf(millis, capacity);
      epochs = Arrays.copyOf(epochs, capacity);
      values = Arrays.copyOf(values, capacity);
    }
    int index = size;
    while (index > 0 && epochs[index - 1] > point.epoch()) {
      index--;
    }
    shift(index, index + 1, size - index);
    millis[index] = point.millis();
    epochs[index] = point.epoch();
    values[index] = point.value();
    size++;
  }

  void removeFirst(int count) {
    shift(count, 0, size - count);
    size -= count;
  }

  private void shift(int from, int to, int count) {
    System.arraycopy(millis, from, millis, to, count);
    System.arraycopy(epochs, from, epochs, to, count);
    System.arraycopy(values, from, values, to, count);
  }
}
