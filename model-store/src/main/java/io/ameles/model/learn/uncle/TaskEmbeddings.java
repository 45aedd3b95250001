package io.ameles.model.learn.uncle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The embeddings of the tasks whose turn it is, for as long as it is, on a device. */
final class TaskEmbeddings {
  private final List<Task> tasks;
  private final NDArray values;
  private final NDArray mean;
  private final NDArray square;
  private final long[] steps;

  /**
   * @param tasks at least one
   * @param turn the scope of the turn
   */
  TaskEmbeddings(List<Task> tasks, NDManager turn) {
    this.tasks = tasks;
    this.values = rows(tasks.stream().map(Task::embedding).toList(), turn);
    this.mean = rows(tasks.stream().map(Task::embeddingMean).toList(), turn);
    this.square = rows(tasks.stream().map(Task::embeddingSquare).toList(), turn);
    this.steps = tasks.stream().mapToLong(Task::steps).toArray();
  }

  /** [tasks, task embedding], as seen in {@code step}. */
  NDArray values(NDManager step) {
    return values.get(step, new NDIndex(":"));
  }

  /** One step of {@link Adam}, each task at its own pace. */
  void step(NDArray slope, double rate) {
    float[] paces = new float[steps.length];
    for (int task = 0; task < paces.length; task++) {
      paces[task] = Adam.pace(rate, ++steps[task]);
    }
    NDArray pace = slope.getManager().create(paces, new Shape(paces.length, 1));
    Adam.step(values, mean, square, slope, pace);
  }

  /** Gives the tasks what their embeddings have become. */
  void store() {
    List<float[]> embeddings = split(values);
    List<float[]> means = split(mean);
    List<float[]> squares = split(square);
    for (int task = 0; task < tasks.size(); task++) {
      tasks
          .get(task)
          .embedding(embeddings.get(task), means.get(task), squares.get(task), steps[task]);
    }
  }

  /** [rows, width]. */
  static NDArray rows(List<float[]> rows, NDManager scope) {
    int width = rows.get(0).length;
    float[] values = new float[rows.size() * width];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, values, row * width, width);
    }
    try (NDArray flat = Weights.array(values, scope)) {
      return flat.reshape(new Shape(rows.size(), width));
    }
  }

  /** One array per row. */
  static List<float[]> split(NDArray rows) {
    int width = (int) rows.getShape().get(1);
    float[] values = rows.toFloatArray();
    return IntStream.range(0, (int) rows.getShape().get(0))
        .mapToObj(row -> Arrays.copyOfRange(values, row * width, (row + 1) * width))
        .toList();
  }
}
