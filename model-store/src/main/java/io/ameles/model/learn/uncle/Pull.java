package io.ameles.model.learn.uncle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * A weighted sum of squared distances of heads from where they are wanted.
 *
 * @param targets [tasks, values]
 * @param weights [tasks, values], 0 where a value means nothing
 */
record Pull(NDArray targets, NDArray weights) {
  /**
   * @param targets per task, as many values as mean something, at most {@code values}
   * @param weight of every such value
   */
  static Pull towards(List<float[]> targets, double weight, int values, NDManager scope) {
    float[] wanted = new float[targets.size() * values];
    float[] weights = new float[wanted.length];
    for (int task = 0; task < targets.size(); task++) {
      float[] target = targets.get(task);
      System.arraycopy(target, 0, wanted, task * values, target.length);
      Arrays.fill(weights, task * values, task * values + target.length, (float) weight);
    }
    Shape shape = new Shape(targets.size(), values);
    return new Pull(scope.create(wanted, shape), scope.create(weights, shape));
  }

  /** The sum and its slope in the heads; {@code heads} is [tasks, values]. */
  HeadLoss.Loss of(NDArray heads) {
    NDArray distance = heads.sub(targets);
    NDArray weighted = distance.mul(weights);
    return new HeadLoss.Loss(weighted.mul(distance).sum(), weighted.mul(2));
  }
}
