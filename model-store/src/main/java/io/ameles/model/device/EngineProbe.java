package io.ameles.model.device;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.AmelesException;
import java.time.Duration;

/**
 * What the tensor engine on this machine can do.
 *
 * @param engine its name and version
 * @param device where the products were computed
 * @param gpus how many GPUs the engine sees
 * @param float32 billions of float32 operations per second in a square matrix product
 * @param float64 the same in float64
 * @param exactInteger whether a float64 product of full-range int16 matrices was exact, which the
 *     exact learners rely on
 */
public record EngineProbe(
    String engine, String device, int gpus, double float32, double float64, boolean exactInteger) {
  private static final int SIZE = 1024;
  private static final int REPEATS = 5;

  /**
   * Multiplies some matrices; takes about a second on a CPU.
   *
   * @throws AmelesException if the engine does not start
   */
  public static EngineProbe run(TensorDevice device) {
    try (NDManager scope = device.newScope()) {
      Engine engine = Engine.getEngine(TensorDevice.ENGINE);
      return new EngineProbe(
          "%s %s".formatted(engine.getEngineName(), engine.getVersion()),
          scope.getDevice().toString(),
          engine.getGpuCount(),
          rate(scope, DataType.FLOAT32),
          rate(scope, DataType.FLOAT64),
          integersAreExact(scope));
    }
  }

  private static double rate(NDManager scope, DataType type) {
    try (NDManager products = scope.newSubManager()) {
      NDArray square = products.ones(new Shape(SIZE, SIZE), type);
      finish(square.matMul(square)); // the first product pays for start-up
      long started = System.nanoTime();
      for (int i = 0; i < REPEATS; i++) {
        finish(square.matMul(square));
      }
      Duration each = Duration.ofNanos((System.nanoTime() - started) / REPEATS);
      return 2.0 * SIZE * SIZE * SIZE / each.toNanos();
    }
  }

  /** Reads one entry, which waits for the whole product on an asynchronous device. */
  private static void finish(NDArray product) {
    try (NDArray entry = product.get(0).get(0)) {
      if (entry.toDevice(Device.cpu(), false).isEmpty()) {
        throw new IllegalStateException("a matrix product has no entry");
      }
    }
    product.close();
  }

  private static boolean integersAreExact(NDManager scope) {
    try (NDManager products = scope.newSubManager()) {
      // 2^15 - 1 squared, 1,024 times: 2^40 with every low bit in use, far above float32's 2^24.
      NDArray largest = products.full(new Shape(SIZE, SIZE), 32767f, DataType.FLOAT64);
      double expected = 32767.0 * 32767.0 * SIZE;
      return largest.matMul(largest).eq(expected).all().getBoolean();
    }
  }
}
