package io.ameles.model.device;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.util.cuda.CudaUtils;
import io.ameles.model.AmelesException;
import java.lang.management.MemoryUsage;
import java.util.Optional;

/**
 * How full the memory of a GPU is.
 *
 * @param used bytes, by all processes
 * @param total bytes
 */
public record DeviceMemory(long used, long total) {
  /** As of now; empty for a CPU, and where the GPU does not say. */
  public static Optional<DeviceMemory> of(TensorDevice device) {
    if (!device.mayBeGpu()) {
      return Optional.empty();
    }
    try {
      Device resolved = device.resolve();
      return resolved.isGpu()
          ? Optional.of(of(CudaUtils.getGpuMemory(resolved)))
          : Optional.empty();
    } catch (AmelesException
        | EngineException
        | IllegalArgumentException
        | IllegalStateException
        | LinkageError e) {
      return Optional.empty(); // no reason to stop learning
    }
  }

  private static DeviceMemory of(MemoryUsage usage) {
    return new DeviceMemory(usage.getCommitted(), usage.getMax());
  }

  /** Used of total, 0 to 1. */
  public double share() {
    return (double) used / total;
  }
}
