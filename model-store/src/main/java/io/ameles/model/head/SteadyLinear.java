package io.ameles.model.head;

/** Scores {@code z W^T + b}, each row for itself. */
final class SteadyLinear implements Scorer {
  private final FixedProduct product;

  SteadyLinear(LinearHead head) {
    this.product = FixedProduct.of(head.weights(), head.biases(), head.dimension());
  }

  @Override
  public int labels() {
    return product.outputs();
  }

  @Override
  public float[] score(Queries queries) {
    float[] scores = new float[Math.multiplyExact(queries.rows(), labels())];
    for (int row = 0; row < queries.rows(); row++) {
      float[] own = product.apply(queries.embeddings(), row * queries.dimension());
      System.arraycopy(own, 0, scores, row * labels(), labels());
    }
    return scores;
  }

  @Override
  public void close() {
    // Nothing is held on a device.
  }
}
