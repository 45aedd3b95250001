package io.ameles.model.learn.softmax;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.device.TensorDevice;
import io.ameles.model.head.LinearHead;
import io.ameles.model.tensor.Safetensors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Weights and biases on the device, one column per label in the order of appearance. NOT
 * thread-safe.
 */
final class SoftmaxParameters implements AutoCloseable {
  /**
   * Far above any weight that means something, and far enough below the end of float32 that no
   * score of an int16 vector overflows.
   */
  static final float LIMIT = 0x1p60f;

  private static final int[] OVER_ROWS = {0};

  private final NDManager device;
  private final int dimension;
  private final List<String> labels = new ArrayList<>();
  private final Map<String, Integer> columns = new HashMap<>();
  private NDArray weights;
  private NDArray biases;

  SoftmaxParameters(TensorDevice device, int dimension) {
    this.device = device.newScope();
    this.dimension = dimension;
    this.weights = this.device.zeros(new Shape(dimension, 0));
    this.biases = this.device.zeros(new Shape(0));
  }

  /** A scope for what is not kept. */
  NDManager newScope() {
    return device.newSubManager();
  }

  /** How many tensors are held from one step to the next. */
  int held() {
    return device.getManagedArrays().size();
  }

  boolean knows(String label) {
    return columns.containsKey(label);
  }

  /** How many labels there are. */
  int size() {
    return labels.size();
  }

  /** Makes room for the labels that are new. */
  void add(Collection<String> names) {
    Set<String> unknown = new LinkedHashSet<>(names);
    unknown.removeAll(columns.keySet());
    if (unknown.isEmpty()) {
      return;
    }
    for (String label : unknown) {
      columns.put(label, labels.size());
      labels.add(label);
    }
    try (NDManager scope = newScope()) {
      NDArray wider = scope.zeros(new Shape(dimension, unknown.size()));
      NDArray longer = scope.zeros(new Shape(unknown.size()));
      adopt(weights.concat(wider, 1), biases.concat(longer, 0));
    }
  }

  /**
   * A 1 where each example's label is.
   *
   * @return [examples, labels], in {@code scope}
   */
  NDArray targets(NDManager scope, List<String> names) {
    int[] indices =
        names.stream().mapToInt(name -> Objects.requireNonNull(columns.get(name))).toArray();
    return scope.create(indices).oneHot(labels.size());
  }

  /**
   * {@code W z + b}, in the scope of the embeddings.
   *
   * @param inputs [examples, dimension]
   * @return [examples, labels]
   */
  NDArray scores(NDArray inputs) {
    return inputs.matMul(weights).addi(biases);
  }

  /**
   * Takes a step against the gradient, unless it would lead out of the numbers.
   *
   * @param inputs [examples, dimension]
   * @param errors [examples, labels], the gradient at the scores times the size of the step
   * @param shrink by which the weights are multiplied first
   * @return whether the step was taken
   */
  boolean step(NDArray inputs, NDArray errors, double shrink) {
    NDManager scope = inputs.getManager();
    NDArray nextWeights = copy(weights, scope).muli(shrink);
    nextWeights.subi(inputs.transpose().matMul(errors));
    NDArray nextBiases = copy(biases, scope).subi(errors.sum(OVER_ROWS));
    if (!isUsable(nextWeights) || !isUsable(nextBiases)) {
      return false;
    }
    adopt(nextWeights, nextBiases);
    return true;
  }

  private static NDArray copy(NDArray kept, NDManager scope) {
    NDArray copy = kept.duplicate();
    copy.attach(scope);
    return copy;
  }

  /** NaN passes no comparison, and the engine's extremes do not lose one. */
  private static boolean isUsable(NDArray values) {
    if (values.isEmpty()) {
      return true;
    }
    return values.max().getFloat() <= LIMIT && values.min().getFloat() >= -LIMIT;
  }

  private void adopt(NDArray nextWeights, NDArray nextBiases) {
    weights.close();
    biases.close();
    nextWeights.attach(device);
    nextBiases.attach(device);
    weights = nextWeights;
    biases = nextBiases;
  }

  /** The length of all weights taken as one vector. */
  double norm() {
    double squares = 0;
    for (float weight : weights.toFloatArray()) {
      squares += (double) weight * weight;
    }
    return Math.sqrt(squares);
  }

  LinearHead head() {
    List<String> sorted = labels.stream().sorted().toList();
    float[] from = weights.toFloatArray();
    float[] fromBiases = biases.toFloatArray();
    float[] rows = new float[from.length];
    float[] rowBiases = new float[sorted.size()];
    for (int row = 0; row < sorted.size(); row++) {
      int column = Objects.requireNonNull(columns.get(sorted.get(row)));
      rowBiases[row] = fromBiases[column];
      for (int i = 0; i < dimension; i++) {
        rows[row * dimension + i] = from[i * sorted.size() + column];
      }
    }
    return LinearHead.of(sorted, dimension, rows, rowBiases);
  }

  /** {@code weights} float32 [dimension, labels], {@code biases} float32 [labels], as they lie. */
  void save(Safetensors file) {
    file.put("labels", labels)
        .put("weights", weights.toFloatArray(), dimension, labels.size())
        .put("biases", biases.toFloatArray(), labels.size());
  }

  void restore(Safetensors file) {
    labels.clear();
    columns.clear();
    for (String label : file.texts("labels")) {
      columns.put(label, labels.size());
      labels.add(label);
    }
    adopt(
        device.create(file.floats("weights"), new Shape(dimension, labels.size())),
        device.create(file.floats("biases"), new Shape(labels.size())));
  }

  @Override
  public void close() {
    device.close();
  }
}
