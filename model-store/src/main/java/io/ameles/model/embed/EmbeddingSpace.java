package io.ameles.model.embed;

import java.io.Serializable;

/**
 * What the vectors that reach a learner have in common.
 *
 * @param dimension how many values a vector has
 * @param step the value of one quantization step, a power of two
 */
public record EmbeddingSpace(int dimension, double step) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Refuses what no quantization has. */
  public EmbeddingSpace {
    if (dimension < 1 || !(step > 0)) {
      throw new IllegalArgumentException(
          "no space has dimension %d and step %s".formatted(dimension, step));
    }
  }
}
