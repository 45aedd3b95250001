package io.ameles.model.device;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.util.cuda.CudaUtils;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.Serializable;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The processor that tensors live on: {@code auto} (the first GPU, or the CPU where there is none),
 * {@code cpu} or {@code gpu:N}.
 *
 * @param name one of these
 */
public record TensorDevice(String name) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The first GPU, or the CPU where there is none. */
  public static final TensorDevice AUTO = new TensorDevice("auto");

  /** The CPU. */
  public static final TensorDevice CPU = new TensorDevice("cpu");

  static final String ENGINE = "PyTorch";
  private static final Pattern GPU = Pattern.compile("gpu:(\\d{1,2})");

  /** Refuses any other name. */
  public TensorDevice {
    if (!name.equals("auto") && !name.equals("cpu") && !GPU.matcher(name).matches()) {
      throw new IllegalArgumentException("device must be auto, cpu or gpu:N, not " + name);
    }
  }

  /**
   * A scope for tensors on this device; close it to free them.
   *
   * @throws AmelesException with {@link ErrorCode#ENGINE} if the engine or the device is not there
   */
  public NDManager newScope() {
    try {
      return NDManager.newBaseManager(resolve(), ENGINE);
    } catch (EngineException | UnsatisfiedLinkError e) {
      throw new AmelesException(
          ErrorCode.ENGINE,
          "The PyTorch engine does not start on device %s; run `ameles doctor`.".formatted(name),
          e);
    }
  }

  /** Which GPU the name asks for by number. */
  OptionalInt gpu() {
    Matcher gpu = GPU.matcher(name);
    return gpu.matches() ? OptionalInt.of(Integer.parseInt(gpu.group(1))) : OptionalInt.empty();
  }

  /** Whether it is a GPU, or may turn out to be one. */
  public boolean mayBeGpu() {
    return gpu().isPresent() || (equals(AUTO) && CudaUtils.hasCuda());
  }

  Device resolve() {
    Engine engine = Engine.getEngine(ENGINE);
    if (name.equals("auto")) {
      return engine.defaultDevice();
    }
    OptionalInt gpu = gpu();
    if (gpu.isEmpty()) {
      return Device.cpu();
    }
    int index = gpu.getAsInt();
    if (index >= engine.getGpuCount()) {
      throw new AmelesException(
          ErrorCode.ENGINE,
          "Device %s is not there: PyTorch sees %d GPUs. Choose another device, or point PYTORCH_LIBRARY_PATH at a libtorch built for CUDA."
              .formatted(name, engine.getGpuCount()));
    }
    return Device.gpu(index);
  }
}
