package io.ameles.model.head;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.ameles.model.device.TensorDevice;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Asks all members of an ensemble, one after the other. */
final class EnsembleScorer implements Scorer {
  private final NDManager device;
  private final List<String> labels;
  private final Aggregation aggregation;
  private final List<Member> members = new ArrayList<>();

  /** Over the labels of all; a label that it does not know has probability 0. */
  private record Member(NDArray weights, NDArray biases) {
    NDArray probabilities(NDArray input) {
      return input.matMul(weights).addi(biases).softmax(1);
    }
  }

  EnsembleScorer(TensorDevice device, EnsembleHead head) {
    this.device = device.newScope();
    this.labels = head.labels();
    this.aggregation = head.aggregation();
    head.members().forEach(member -> members.add(place(member)));
  }

  private Member place(LinearHead head) {
    int dimension = head.dimension();
    float[] rows = new float[labels.size() * dimension];
    float[] biases = new float[labels.size()];
    Arrays.fill(biases, Float.NEGATIVE_INFINITY);
    float[] ownRows = head.weights();
    float[] ownBiases = head.biases();
    for (int own = 0; own < ownBiases.length; own++) {
      int row = Collections.binarySearch(labels, head.labels().get(own));
      biases[row] = ownBiases[own];
      System.arraycopy(ownRows, own * dimension, rows, row * dimension, dimension);
    }
    NDArray placed = device.create(rows, new Shape(labels.size(), dimension));
    return new Member(placed.transpose(), device.create(biases));
  }

  /** How many tensors are held from one call to the next. */
  int held() {
    return device.getManagedArrays().size();
  }

  @Override
  public int labels() {
    return labels.size();
  }

  @Override
  public float[] score(Queries queries) {
    if (members.isEmpty()) {
      return new float[0];
    }
    try (NDManager batch = device.newSubManager()) {
      NDArray input =
          batch.create(
              FloatBuffer.wrap(queries.embeddings(), 0, queries.rows() * queries.dimension()),
              new Shape(queries.rows(), queries.dimension()));
      NDArray total = batch.zeros(new Shape(queries.rows(), labels.size()));
      for (Member member : members) {
        add(total, member.probabilities(input));
      }
      return total.divi(members.size()).toFloatArray();
    }
  }

  private void add(NDArray total, NDArray probabilities) {
    if (aggregation == Aggregation.MEAN) {
      total.addi(probabilities);
      return;
    }
    total.addi(probabilities.argMax(1).oneHot(labels.size(), DataType.FLOAT32));
    // Together the members add less than one vote, so that this decides between equals only.
    total.addi(probabilities.muli(0.5 / members.size()));
  }

  @Override
  public void close() {
    device.close();
  }
}
