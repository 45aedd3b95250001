package io.ameles.model.embed.codebook;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all heads on a device, ready to be searched. For a projection h, the key j of a head
 * with the least {@code |h - key|^2}, the first of several, is the one with the least
 *
 * <pre>
 *   J * (|key|^2 - 2 h . key) + j
 * </pre>
 *
 * <p>With components up to 2^15, J keys of D dimensions give at most 1.5 * 2^31 * D * J, which the
 * bounds of {@link CodebookShape} keep below 2^53: float64 computes it exactly in any order, and no
 * two keys of a head have the same.
 */
final class NearestKeys {
  // Far above every exact value: what is added to it need not be exact any more.
  private static final double NEVER = 0x1p60;

  private final CodebookShape shape;
  private final NDArray weights;
  private final NDArray biases;

  /**
   * @param keys [heads, keys, key dimension]
   * @param usable [heads, keys], or null for all; a head without a usable key uses all of them
   * @param scope where the keys live
   */
  NearestKeys(CodebookShape shape, short[] keys, boolean @Nullable [] usable, NDManager scope) {
    this.shape = shape;
    int perHead = shape.keys();
    int size = shape.keyDimension();
    double[] slopes = new double[keys.length];
    double[] constants = new double[shape.pairs()];
    for (int pair = 0; pair < constants.length; pair++) {
      int head = pair / perHead;
      int key = pair % perHead;
      long squares = 0;
      for (int i = 0; i < size; i++) {
        long value = keys[pair * size + i];
        squares += value * value;
        slopes[(head * size + i) * perHead + key] = -2.0 * perHead * value;
      }
      boolean never = usable != null && !usable[pair] && anyIn(usable, head * perHead, perHead);
      constants[pair] = never ? NEVER : (double) (squares * perHead + key);
    }
    this.weights = scope.create(slopes, new Shape(shape.heads(), size, perHead));
    this.biases = scope.create(constants, new Shape(shape.heads(), 1, perHead));
  }

  private static boolean anyIn(boolean[] usable, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (usable[i]) {
        return true;
      }
    }
    return false;
  }

  /**
   * @param projections [rows, heads * key dimension] float64, whole numbers up to 32,767
   * @return [heads, rows] int64, the key of each head
   */
  NDArray of(NDArray projections) {
    long rows = projections.getShape().get(0);
    return projections
        .reshape(rows, shape.heads(), shape.keyDimension())
        .transpose(1, 0, 2)
        .matMul(weights)
        .addi(biases)
        .argMin(2);
  }
}
