package io.ameles.model.head;

import java.io.Serializable;

/**
 * How a task's parameters lie in one vector: first, if there is a hidden layer, one row per hidden
 * unit, its weights and then its bias; then one row per label of the same form. More labels make
 * the vector longer and leave what was there in its place.
 *
 * @param dimension of the embeddings
 * @param hidden units of the hidden layer, which are ReLU; 0 for a linear head
 */
public record TaskHeadShape(int dimension, int hidden) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Refuses what is not a shape. */
  public TaskHeadShape {
    if (dimension < 1 || hidden < 0) {
      throw new IllegalArgumentException(
          "no head has dimension %d and %d hidden units".formatted(dimension, hidden));
    }
  }

  /** What the layer of the labels takes. */
  public int inputs() {
    return hidden == 0 ? dimension : hidden;
  }

  /** Parameters of the hidden layer. */
  public int hiddenParameters() {
    return hidden * (dimension + 1);
  }

  /** Parameters of a head with so many labels. */
  public int parameters(int labels) {
    return Math.addExact(hiddenParameters(), Math.multiplyExact(labels, inputs() + 1));
  }
}
