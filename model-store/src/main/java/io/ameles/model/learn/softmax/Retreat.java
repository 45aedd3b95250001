package io.ameles.model.learn.softmax;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Moves the parameters away from examples, step by step, and holds what they said about the means
 * of other labels when it began. NOT thread-safe.
 */
final class Retreat implements AutoCloseable {
  /** A larger step would overshoot: for inputs of length 1 it is unstable from 4 on. */
  private static final double MOST_PER_MEAN = 1;

  private static final int[] OVER_LABELS = {1};

  private final SoftmaxParameters parameters;
  private final Unlearning unlearning;
  private final NDManager scope;
  private final @Nullable NDArray held;
  private final @Nullable NDArray heldProbabilities;

  Retreat(SoftmaxParameters parameters, Unlearning unlearning, LabelMeans.Rows means) {
    this.parameters = parameters;
    this.unlearning = unlearning;
    this.scope = parameters.newScope();
    if (means.count() > 0 && unlearning.retainWeight() > 0) {
      long dimension = means.values().length / means.count();
      held = scope.create(means.values(), new Shape(means.count(), dimension));
      heldProbabilities = parameters.scores(held).softmax(1);
    } else {
      held = null;
      heldProbabilities = null;
    }
  }

  /**
   * The logarithm of the probability of each example's own label, as of now.
   *
   * @param inputs [examples, dimension]
   * @param targets [examples, labels]
   * @return [examples]
   */
  float[] logLikelihoods(NDArray inputs, NDArray targets) {
    return parameters.scores(inputs).logSoftmax(1).muli(targets).sum(OVER_LABELS).toFloatArray();
  }

  /**
   * Takes one step.
   *
   * @param inputs [examples, dimension]
   * @param targets [examples, labels]
   * @param before [examples], {@link #logLikelihoods} when the request began
   * @param divisor by how many examples the gradient is divided
   * @return whether it was taken
   */
  boolean step(NDArray inputs, NDArray targets, float[] before, int divisor) {
    float[] pushes = logLikelihoods(inputs, targets);
    for (int i = 0; i < pushes.length; i++) {
      double push = unlearning.push(pushes[i], before[i]);
      pushes[i] = (float) (-unlearning.rate() * push / divisor);
    }
    NDArray weights = inputs.getManager().create(pushes, new Shape(pushes.length, 1));
    NDArray errors = parameters.scores(inputs).softmax(1).subi(targets).muli(weights);
    if (held == null || heldProbabilities == null) {
      return parameters.step(inputs, errors, 1);
    }
    NDArray still = held.duplicate();
    still.attach(inputs.getManager()); // what is computed from it goes with this step
    double size =
        Math.min(
            MOST_PER_MEAN, unlearning.rate() * unlearning.retainWeight() / held.getShape().get(0));
    NDArray drift = parameters.scores(still).softmax(1).subi(heldProbabilities).muli(size);
    return parameters.step(inputs.concat(still, 0), errors.concat(drift, 0), 1);
  }

  @Override
  public void close() {
    scope.close();
  }
}
