package io.ameles.model.device;

import ai.djl.util.cuda.CudaUtils;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.util.Map;

/**
 * How ONNX Runtime is to compute: the same bits for the same image, whenever and beside whatever it
 * is embedded.
 *
 * <p>One thread per session: how a kernel is split over threads may decide in which order it adds,
 * and the subtasks of the job are the parallelism already. On a GPU the convolutions are chosen by
 * rule instead of by a race, which may end differently at every start, and TF32 stays off.
 */
final class OnnxSessionOptions implements AutoCloseable {
  static final String ENGINE = "OnnxRuntime";
  private static final int CPU = -1;

  private final SessionOptions options;

  private OnnxSessionOptions(SessionOptions options) {
    this.options = options;
  }

  /**
   * @throws AmelesException with {@link ErrorCode#ENGINE} if the runtime has no such device
   */
  @SuppressWarnings("MustBeClosedChecker") // handed to the object that closes them
  static OnnxSessionOptions of(TensorDevice device) {
    try {
      OnnxSessionOptions made = new OnnxSessionOptions(new SessionOptions());
      try {
        made.configure(device.gpu().orElseGet(() -> automatic(device)));
      } catch (OrtException | RuntimeException e) {
        made.close();
        throw e;
      }
      return made;
    } catch (OrtException e) {
      throw new AmelesException(
          ErrorCode.ENGINE,
          "ONNX Runtime does not start on device %s: %s. For a GPU, put com.microsoft.onnxruntime:onnxruntime_gpu in the place of onnxruntime; docs/encoder.md says how."
              .formatted(device.name(), e.getMessage()),
          e);
    } catch (LinkageError e) {
      throw new AmelesException(
          ErrorCode.ENGINE, "ONNX Runtime's native library does not load; run `ameles doctor`.", e);
    }
  }

  private static int automatic(TensorDevice device) {
    boolean gpu =
        device.equals(TensorDevice.AUTO)
            && OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)
            && CudaUtils.hasCuda();
    return gpu ? 0 : CPU;
  }

  private void configure(int gpu) throws OrtException {
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setDeterministicCompute(true);
    if (gpu != CPU) {
      try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(gpu)) {
        cuda.add("cudnn_conv_algo_search", "DEFAULT");
        cuda.add("use_tf32", "0");
        options.addCUDA(cuda);
      }
    }
  }

  Map<String, ?> toMap() {
    return Map.of("sessionOptions", options);
  }

  @Override
  public void close() {
    options.close();
  }
}
