package io.ameles.model.learn.uncle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import org.jspecify.annotations.Nullable;

/**
 * The slope of all that is asked of the heads in one step, clipped.
 *
 * @param loss what the tasks of the turn are asked for, without what holds the others
 * @param parameters [values]
 * @param embeddings [tasks of the turn, task embedding]
 */
record Descent(NDArray loss, NDArray parameters, NDArray embeddings) {
  private static final double NO_ZERO = 1e-12;

  /** What is asked of the heads of the tasks whose turn it is. */
  interface Objective {
    /** {@code heads} is [tasks, values]. */
    HeadLoss.Loss of(NDArray heads);
  }

  /**
   * @param network in the scope of the step
   * @param own embeddings of the tasks whose turn it is, [tasks, task embedding], in that scope
   * @param others to be held, or null
   * @param clip the largest length of the slope
   */
  static Descent of(
      Hypernetwork network,
      NDArray own,
      Anchors.@Nullable Sample others,
      Objective objective,
      double clip) {
    long tasks = own.getShape().get(0);
    NDArray all = others == null ? own : own.concat(others.embeddings(), 0);
    Hypernetwork.Generation generation = network.generate(all);
    NDArray heads = generation.heads();
    HeadLoss.Loss wanted = objective.of(heads.get(new NDIndex("0:{}", tasks)));
    NDArray headSlope = wanted.slope();
    if (others != null) {
      NDArray held = heads.get(new NDIndex("{}:", tasks));
      headSlope = headSlope.concat(others.pull().of(held).slope(), 0);
    }
    Hypernetwork.Slope slope = network.descend(generation, headSlope);
    NDArray embeddings = slope.embeddings().get(new NDIndex("0:{}", tasks));
    NDArray squares = slope.parameters().square().sum().addi(embeddings.square().sum());
    NDManager scope = own.getManager();
    NDArray factor = scope.create((float) clip).div(squares.sqrt().addi(NO_ZERO)).minimum(1);
    return new Descent(wanted.value(), slope.parameters().mul(factor), embeddings.mul(factor));
  }
}
