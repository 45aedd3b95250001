package io.ameles.model.head;

import io.ameles.model.device.TensorDevice;
import io.ameles.model.tensor.Safetensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Parameters that score an embedding z as {@code W z + b} and predict the label with the highest
 * score, the first in label order if several have it. Immutable and thread-safe.
 */
public final class LinearHead implements Head {
  private final List<String> labels;
  private final int dimension;
  private final float[] weights;
  private final float[] biases;

  private LinearHead(List<String> labels, int dimension, float[] weights, float[] biases) {
    this.labels = List.copyOf(labels);
    this.dimension = dimension;
    this.weights = weights;
    this.biases = biases;
  }

  /** A head that knows no label yet. */
  public static LinearHead empty(int dimension) {
    return new LinearHead(List.of(), dimension, new float[0], new float[0]);
  }

  /**
   * @param labels [labels]
   * @param dimension of the embeddings
   * @param weights [labels, dimension] row by row; copied
   * @param biases [labels]; copied
   */
  public static LinearHead of(List<String> labels, int dimension, float[] weights, float[] biases) {
    if (weights.length != labels.size() * dimension || biases.length != labels.size()) {
      throw new IllegalArgumentException(
          "%d labels of dimension %d do not fit %d weights and %d biases"
              .formatted(labels.size(), dimension, weights.length, biases.length));
    }
    return new LinearHead(labels, dimension, weights.clone(), biases.clone());
  }

  /**
   * @param labels how many there will be
   * @param dimension of the embeddings
   */
  public static Builder builder(int labels, int dimension) {
    return new Builder(labels, dimension);
  }

  static LinearHead load(Safetensors file) {
    return of(
        file.texts(HeadKind.LABELS),
        file.integer(HeadKind.DIMENSION),
        file.floats("weights"),
        file.floats("biases"));
  }

  @Override
  public HeadKind kind() {
    return HeadKind.LINEAR;
  }

  /** {@code weights} float32 [labels, dimension], {@code biases} float32 [labels]. */
  @Override
  public void save(Safetensors file) {
    file.put("weights", weights, labels.size(), dimension).put("biases", biases, labels.size());
  }

  @Override
  public Scorer open(TensorDevice device) {
    return new LinearScorer(device, this);
  }

  @Override
  public Scorer openSteady(TensorDevice device) {
    return new SteadyLinear(this);
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  /** [labels, dimension] row by row; a copy. */
  public float[] weights() {
    return weights.clone();
  }

  /** [labels]; a copy. */
  public float[] biases() {
    return biases.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinearHead that
        && dimension == that.dimension
        && labels.equals(that.labels)
        && Arrays.equals(weights, that.weights)
        && Arrays.equals(biases, that.biases);
  }

  @Override
  public int hashCode() {
    return 31 * labels.hashCode() + Arrays.hashCode(weights);
  }

  @Override
  public String toString() {
    return "LinearHead[labels=%d, dimension=%d]".formatted(labels.size(), dimension);
  }

  /** Collects rows in the order in which they are added. */
  public static final class Builder {
    private final int dimension;
    private final List<String> labels = new ArrayList<>();
    private final float[] weights;
    private final float[] biases;

    private Builder(int rows, int dimension) {
      this.dimension = dimension;
      this.weights = new float[rows * dimension];
      this.biases = new float[rows];
    }

    /** Adds the row of a class mean: weight mu, bias {@code -|mu|^2 / 2}. */
    public Builder add(String label, double[] mean) {
      int row = labels.size();
      double squares = 0;
      for (int i = 0; i < dimension; i++) {
        weights[row * dimension + i] = (float) mean[i];
        squares += mean[i] * mean[i];
      }
      biases[row] = (float) (-squares / 2);
      labels.add(label);
      return this;
    }

    /** The head. */
    public LinearHead build() {
      return new LinearHead(labels, dimension, weights, biases);
    }
  }
}
