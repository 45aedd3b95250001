package io.ameles.model.device;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.learn.LinearHead;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Applies a {@link LinearHead} to batches of embeddings on a device. The head's weights stay there
 * until the next {@link #use}; every batch frees what it allocates.
 *
 * <p>NOT thread-safe: one per thread.
 */
public final class HeadScorer implements AutoCloseable {
  /** Stands for "no label": the head in use knows none. */
  public static final int NO_LABEL = -1;

  private final NDManager device;
  private @Nullable Loaded loaded;

  /**
   * @param device where to compute
   */
  public HeadScorer(TensorDevice device) {
    this.device = device.newScope();
  }

  /** Predicts with {@code head} from now on. */
  public void use(LinearHead head) {
    unload();
    if (!head.labels().isEmpty()) {
      loaded = Loaded.onto(device, head);
    }
  }

  /**
   * The positions of the predicted labels in {@link LinearHead#labels}.
   *
   * @param embeddings [rows, dimension] row by row, [rows * dimension] values or more; not modified
   * @param rows how many
   * @return [rows]; {@link #NO_LABEL} everywhere if no head is in use or it knows no label
   */
  public int[] predict(float[] embeddings, int rows) {
    int[] predicted = new int[rows];
    if (loaded == null) {
      Arrays.fill(predicted, NO_LABEL);
      return predicted;
    }
    try (NDManager batch = device.newSubManager()) {
      long[] best = loaded.scores(batch, embeddings, rows).argMax(1).toLongArray();
      for (int row = 0; row < rows; row++) {
        predicted[row] = (int) best[row];
      }
    }
    return predicted;
  }

  @Override
  public void close() {
    unload();
    device.close();
  }

  private void unload() {
    if (loaded != null) {
      loaded.scope.close();
      loaded = null;
    }
  }

  private record Loaded(NDManager scope, NDArray weights, NDArray biases, int dimension) {
    static Loaded onto(NDManager device, LinearHead head) {
      NDManager scope = device.newSubManager();
      NDArray rows =
          scope.create(head.weights(), new Shape(head.labels().size(), head.dimension()));
      return new Loaded(scope, rows.transpose(), scope.create(head.biases()), head.dimension());
    }

    NDArray scores(NDManager batch, float[] embeddings, int rows) {
      NDArray input =
          batch.create(
              FloatBuffer.wrap(embeddings, 0, rows * dimension), new Shape(rows, dimension));
      return input.matMul(weights).add(biases);
    }
  }
}
