package io.ameles.model.device;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.ameles.model.AmelesException;
import io.ameles.model.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/**
 * A model from a file that computes one row of numbers per row of its input and never changes.
 *
 * <p>NOT thread-safe: one per thread.
 */
public final class FrozenModel implements AutoCloseable {
  private final Model model;
  private final ParameterStore parameters = new ParameterStore();

  private FrozenModel(Model model) {
    this.model = model;
  }

  /**
   * Opens an ONNX file with ONNX Runtime, on one thread.
   *
   * @throws AmelesException with {@link ErrorCode#ENGINE} if the engine does not start on {@code
   *     device}, or {@link ErrorCode#CORRUPT_FILE} if the file is no model that it can run
   */
  public static FrozenModel openOnnx(Path file, TensorDevice device) {
    try (OnnxSessionOptions options = OnnxSessionOptions.of(device)) {
      // The provider is chosen in the options; on a GPU the engine would add its own defaults.
      return open(file, OnnxSessionOptions.ENGINE, Device.cpu(), options.toMap());
    }
  }

  /**
   * Opens a TorchScript file with PyTorch, on as many threads as it has in this process.
   *
   * @throws AmelesException as {@link #openOnnx}
   */
  public static FrozenModel openTorchScript(Path file, TensorDevice device) {
    return open(file, TensorDevice.ENGINE, device.resolve(), Map.of("mapLocation", "true"));
  }

  private static FrozenModel open(Path file, String engine, Device device, Map<String, ?> options) {
    Model model;
    try {
      model = Model.newInstance("encoder", device, engine);
    } catch (RuntimeException | LinkageError e) {
      throw new AmelesException(
          ErrorCode.ENGINE,
          "The engine %s does not start; run `ameles doctor`.".formatted(engine),
          e);
    }
    try {
      model.load(file, null, options);
      return new FrozenModel(model);
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new AmelesException(
          ErrorCode.CORRUPT_FILE,
          "%s is no model that %s can run: %s".formatted(file, engine, reason(e)),
          e);
    }
  }

  private static String reason(Throwable problem) {
    Throwable cause = problem.getCause() == null ? problem : problem.getCause();
    return String.valueOf(cause.getMessage());
  }

  /**
   * The model's only output.
   *
   * @param input uint8, from position to limit; not modified
   * @param shape of the input, rows first
   * @return row by row, as many rows as {@code shape} has
   * @throws AmelesException with {@link ErrorCode#ENGINE} if the model does not take such an input,
   *     or gives something else than one row of float32 per row
   */
  public float[] runOnBytes(ByteBuffer input, long... shape) {
    return run(input, DataType.UINT8, new Shape(shape));
  }

  /**
   * As {@link #runOnBytes}.
   *
   * @param input float32 in native byte order, from position to limit; not modified
   * @param shape of the input, rows first
   */
  public float[] runOnFloats(ByteBuffer input, long... shape) {
    return run(input, DataType.FLOAT32, new Shape(shape));
  }

  private float[] run(ByteBuffer input, DataType type, Shape shape) {
    try (NDManager batch = model.getNDManager().newSubManager()) {
      NDArray rows = batch.create(input.duplicate().order(input.order()), shape, type);
      NDList output = model.getBlock().forward(parameters, new NDList(rows), false);
      output.attach(batch);
      requireOneRowEach(output, shape.get(0));
      return output.head().toFloatArray();
    } catch (AmelesException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new AmelesException(
          ErrorCode.ENGINE,
          "The encoder does not run on an input of %s %s: %s".formatted(type, shape, reason(e)),
          e);
    }
  }

  private static void requireOneRowEach(NDList output, long rows) {
    if (output.size() != 1
        || output.head().getDataType() != DataType.FLOAT32
        || output.head().getShape().dimension() < 2
        || output.head().getShape().get(0) != rows) {
      throw new AmelesException(
          ErrorCode.ENGINE,
          "The encoder must give one float32 tensor with a row per image; it gives %s."
              .formatted(
                  output.stream()
                      .map(tensor -> tensor.getDataType() + " " + tensor.getShape())
                      .toList()));
    }
  }

  /** How many tensors are held; for tests that nothing leaks. */
  int held() {
    return model.getNDManager().getManagedArrays().size();
  }

  @Override
  public void close() {
    model.close();
  }
}
