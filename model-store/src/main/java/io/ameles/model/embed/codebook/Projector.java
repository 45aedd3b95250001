package io.ameles.model.embed.codebook;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * A {@link Projection} on a device. Sums of up to 2^31 products of int16 and a sign stay below
 * 2^53, so float64 computes them exactly in any order.
 *
 * <p>NOT thread-safe.
 */
final class Projector {
  private final Projection projection;
  private final NDArray signs;

  /**
   * @param device where it lives as long as this scope does
   */
  Projector(Projection projection, NDManager device) {
    this.projection = projection;
    this.signs =
        device.create(
            projection.signs(), new Shape(projection.space().dimension(), projection.columns()));
  }

  /**
   * @param steps [rows, dimension] row by row, whole numbers of quantization steps
   * @param batch where the result and everything on the way to it lives
   * @return [rows, columns] float64
   */
  NDArray project(double[] steps, NDManager batch) {
    int dimension = projection.space().dimension();
    NDArray input = batch.create(steps, new Shape(steps.length / dimension, dimension));
    return input
        .matMul(signs)
        .muli(Math.scalb(1.0, -projection.shift()))
        .floor()
        .clip((double) -Projection.LIMIT, (double) Projection.LIMIT);
  }
}
