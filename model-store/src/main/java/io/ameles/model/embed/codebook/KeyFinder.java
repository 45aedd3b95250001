package io.ameles.model.embed.codebook;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.embed.QuantizedVector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A codebook on a device. Every call frees what it allocates there; {@link #close} frees the
 * codebook.
 *
 * <p>NOT thread-safe: one per thread.
 */
public final class KeyFinder implements AutoCloseable {
  // Distances of a batch: 64 MiB.
  private static final int MAX_DISTANCES = 1 << 23;

  private final Codebook codebook;
  private final NDManager device;
  private final Projector projector;
  private final NearestKeys keys;
  private final int batchRows;

  KeyFinder(Codebook codebook, TensorDevice device, boolean @Nullable [] usable) {
    this.codebook = codebook;
    this.device = device.newScope();
    try {
      this.projector = new Projector(codebook.projection(), this.device);
      this.keys = new NearestKeys(codebook.shape(), codebook.keys(), usable, this.device);
    } catch (RuntimeException e) {
      this.device.close();
      throw e;
    }
    this.batchRows = Math.max(1, MAX_DISTANCES / codebook.shape().pairs());
  }

  /**
   * @param vectors any number, each of the codebook's dimension
   * @return [vectors, heads] row by row: the index of the nearest key of each head, the lowest of
   *     several
   */
  public int[] find(List<QuantizedVector> vectors) {
    int dimension = codebook.space().dimension();
    double[] steps = new double[Math.multiplyExact(vectors.size(), dimension)];
    for (int row = 0; row < vectors.size(); row++) {
      QuantizedVector vector = vectors.get(row);
      if (vector.dimension() != dimension) {
        throw new IllegalArgumentException(
            "a vector of %d does not fit a codebook of %d"
                .formatted(vector.dimension(), dimension));
      }
      for (int i = 0; i < dimension; i++) {
        steps[row * dimension + i] = vector.get(i);
      }
    }
    return find(steps);
  }

  /**
   * @param embeddings [rows, dimension] row by row in the unit of the features, whole numbers of
   *     quantization steps; may be longer
   * @return as above
   */
  public int[] find(float[] embeddings, int rows) {
    double[] steps = new double[Math.multiplyExact(rows, codebook.space().dimension())];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Math.rint(embeddings[i] / codebook.space().step());
    }
    return find(steps);
  }

  private int[] find(double[] steps) {
    int dimension = codebook.space().dimension();
    int heads = codebook.shape().heads();
    int rows = steps.length / dimension;
    int[] found = new int[Math.multiplyExact(rows, heads)];
    for (int from = 0; from < rows; from += batchRows) {
      int to = Math.min(rows, from + batchRows);
      try (NDManager batch = device.newSubManager()) {
        double[] part = Arrays.copyOfRange(steps, from * dimension, to * dimension);
        NDArray nearest = keys.of(projector.project(part, batch));
        put(nearest.toLongArray(), found, from, to);
      }
    }
    return found;
  }

  private void put(long[] nearest, int[] found, int from, int to) {
    int heads = codebook.shape().heads();
    for (int head = 0; head < heads; head++) {
      for (int row = from; row < to; row++) {
        found[row * heads + head] = (int) nearest[head * (to - from) + row - from];
      }
    }
  }

  @Override
  public void close() {
    device.close();
  }
}
