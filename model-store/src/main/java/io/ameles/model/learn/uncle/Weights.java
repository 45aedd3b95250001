package io.ameles.model.learn.uncle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;

/** A vector of parameters on a device with what the optimizer remembers about it. */
final class Weights implements AutoCloseable {
  // Far above what training reaches; products of so small numbers stay within float32 for every
  // network that the settings allow.
  private static final float LARGEST = 1e3f;

  private final NDArray values;
  private final NDArray mean;
  private final NDArray square;
  private long steps;

  private Weights(NDArray values, NDArray mean, NDArray square, long steps) {
    this.values = values;
    this.mean = mean;
    this.square = square;
    this.steps = steps;
  }

  /** Before the first step. */
  static Weights begin(float[] values, NDManager device) {
    float[] zeros = new float[values.length];
    return of(values, zeros, zeros, 0, device);
  }

  /**
   * @param values [length]
   * @param mean [length]
   * @param square [length]
   * @param steps taken so far
   */
  static Weights of(float[] values, float[] mean, float[] square, long steps, NDManager device) {
    if (mean.length != values.length || square.length != values.length) {
      throw new IllegalArgumentException("the moments do not fit the parameters");
    }
    return new Weights(array(values, device), array(mean, device), array(square, device), steps);
  }

  /** In memory of the engine's own, whose alignment is the same in every run. */
  static NDArray array(float[] values, NDManager scope) {
    try (NDArray created = scope.create(values)) {
      return created.duplicate();
    }
  }

  NDArray values() {
    return values;
  }

  long steps() {
    return steps;
  }

  float[] meanSlope() {
    return mean.toFloatArray();
  }

  float[] squareSlope() {
    return square.toFloatArray();
  }

  /** One step of {@link Adam}. */
  void step(NDArray slope, double rate) {
    steps++;
    Adam.step(values, mean, square, slope, slope.getManager().create(Adam.pace(rate, steps)));
  }

  /** Whether every value is a number, and none larger than any that is of use. */
  boolean areSound(NDManager scope) {
    // NaN compares false with everything.
    return values.get(scope, new NDIndex(":")).abs().max().getFloat() <= LARGEST;
  }

  /** A copy as of now, with the same memory or with none. */
  Weights copy(boolean withMemory) {
    return new Weights(
        values.duplicate(),
        withMemory ? mean.duplicate() : mean.zerosLike(),
        withMemory ? square.duplicate() : square.zerosLike(),
        withMemory ? steps : 0);
  }

  /** These parameters and {@code more} after them, which have not taken a step; closes this. */
  Weights grown(float[] more) {
    float[] zeros = new float[more.length];
    NDManager device = values.getManager();
    Weights grown =
        of(
            joined(values.toFloatArray(), more),
            joined(meanSlope(), zeros),
            joined(squareSlope(), zeros),
            steps,
            device);
    close();
    return grown;
  }

  private static float[] joined(float[] one, float[] other) {
    float[] joined = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, joined, one.length, other.length);
    return joined;
  }

  /** The parameters of {@code other} with the memory of this; closes both. */
  Weights moved(Weights other) {
    Weights moved =
        new Weights(other.values.duplicate(), mean.duplicate(), square.duplicate(), steps);
    close();
    other.close();
    return moved;
  }

  @Override
  public void close() {
    values.close();
    mean.close();
    square.close();
  }
}
