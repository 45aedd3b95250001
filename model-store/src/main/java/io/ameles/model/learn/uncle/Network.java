package io.ameles.model.learn.uncle;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The hypernetwork's parameters between turns. */
final class Network {
  private final Plan plan;
  private final NDManager device;
  private Weights weights;

  Network(Plan plan, Weights weights, NDManager device) {
    this.plan = plan;
    this.weights = weights;
    this.device = device;
  }

  NDManager device() {
    return device;
  }

  Weights weights() {
    return weights;
  }

  /** Puts other parameters in the place of these, which are freed. */
  void replace(Weights other) {
    weights.close();
    weights = other;
  }

  /** How many values are written per task. */
  int values() {
    return plan.layout().chunks(weights.values().size()) * plan.layout().chunk();
  }

  /** Adds chunks until the widest of the tasks fits. */
  void growFor(List<Task> tasks) {
    int widest = tasks.stream().mapToInt(Task::width).max().orElse(0);
    int present = plan.layout().chunks(weights.values().size());
    int needed = plan.chunks(widest);
    if (needed > present) {
      float[] more = Initial.chunkEmbeddings(plan.layout(), present, needed, plan.seeds());
      weights = weights.grown(more);
    }
  }

  /** The heads of tasks, each as long as what it means something. */
  List<float[]> heads(List<Task> tasks) {
    try (NDManager scope = device.newSubManager()) {
      List<float[]> embeddings = tasks.stream().map(Task::embedding).toList();
      List<float[]> written =
          TaskEmbeddings.split(
              new Hypernetwork(plan.layout(), weights.values(), scope)
                  .generate(TaskEmbeddings.rows(embeddings, scope))
                  .heads());
      List<float[]> heads = new ArrayList<>();
      for (int task = 0; task < tasks.size(); task++) {
        heads.add(Arrays.copyOf(written.get(task), tasks.get(task).length(plan.shape())));
      }
      return heads;
    }
  }
}
